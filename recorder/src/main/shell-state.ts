import type { RecorderView } from '../core/recorder-view.ts';
import type { ShellState } from '../ipc/shell-view.ts';

/** Without an answer for so long, a start has failed. */
const STARTING_MS = 15_000;

/** `silentMs`: since the recorder answered last, or the shell started. Null: it does not answer. */
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
      return 'paused';
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
