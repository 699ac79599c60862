import type { RecorderView } from '../core/recorder-view.ts';
import type { Preferences } from './requests.ts';

/** What the shell makes of the recorder's state: the tray's icon, the window's headline. */
export const SHELL_STATES = [
  'starting',
  'recording',
  'recording-offline',
  'paused',
  'off-schedule',
  'connecting',
  'needs-notice',
  'attention',
  'stopped',
] as const;
export type ShellState = (typeof SHELL_STATES)[number];

/** Pushed to the windows whenever it changes. */
export interface ShellView {
  readonly state: ShellState;
  /** Null while no recorder answers. */
  readonly recorder: RecorderView | null;
  /** Whether anybody has said where the portal is. */
  readonly configured: boolean;
  readonly preferences: Preferences;
  /** The language in force. */
  readonly locale: 'en' | 'zh-CN';
  /** UTC µs, of this machine. */
  readonly now: number;
}
