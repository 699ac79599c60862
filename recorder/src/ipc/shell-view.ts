import type { RecorderView } from '../core/recorder-view.ts';
import type { ShellLocale } from './bridge.ts';
import type { Preferences } from './requests.ts';

/** States that the tray's icon and the window's headline show. */
export const SHELL_STATES = [
  'starting',
  'recording',
  'recording-offline',
  'paused',
  'resting',
  'off-schedule',
  'connecting',
  'needs-notice',
  'attention',
  'stopped',
] as const;
export type ShellState = (typeof SHELL_STATES)[number];

/** Everything the window shows; pushed to it at every change. */
export interface ShellView {
  readonly state: ShellState;
  /** Null while no recorder answers. */
  readonly recorder: RecorderView | null;
  /** Whether the address of the portal is set. */
  readonly configured: boolean;
  readonly preferences: Preferences;
  /** The language in force. */
  readonly locale: ShellLocale;
  /** UTC µs, of this machine. */
  readonly now: number;
}

/** How often the window comes back for a notice that nobody has acknowledged. */
export const NOTICE_AGAIN_MINUTES = 10;

/** After this long without an answer, a start has failed. */
const STARTING_MS = 15_000;

/** `silentMs`: the time since the last answer, or since the start. A null recorder does not answer. */
export function shellState(recorder: RecorderView | null, silentMs: number): ShellState {
  if (recorder === null) return silentMs < STARTING_MS ? 'starting' : 'attention';
  if (recorder.phase === 'opening') return recorder.problem === null ? 'starting' : 'attention';
  if (recorder.phase === 'connecting') return 'connecting';
  const { status } = recorder;
  if (recorder.phase === 'refused' || status === null) return 'attention';
  switch (status.state) {
    case 'recording':
      return status.uploadProblem === null ? 'recording' : 'recording-offline';
    case 'paused':
      return status.pausedUntil === null && status.withheld.length > 0 ? 'resting' : 'paused';
    case 'outside-schedule':
      return 'off-schedule';
    case 'awaiting-notice':
      return recorder.notice === null ? 'connecting' : 'needs-notice';
    case 'stopping':
      return 'stopped';
    case 'disk-full':
    case 'capture-failed':
      return 'attention';
  }
}
