import { isDiskFullError } from '@workcompanion/core/files/system-error';
import type { RecordingId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { StatementBody } from '@workcompanion/core/protocol/statement';

/** What became of one run of the encoder. Times in UTC µs. */
export interface RecordingEnd {
  readonly recording: RecordingId;
  readonly display: DisplayName;
  /** Its `recording-started` is in the journal, so that a `recording-ended` must follow. */
  readonly started: boolean;
  /** From its first frame to the end of its last one on the disk; null when it left no footage. */
  readonly footage: { readonly start: number; readonly end: number } | null;
  readonly segments: number;
  readonly cause: GapCause;
  /** For the note of the gap and the log. */
  readonly problem: string | null;
}

export function recordingEndedBody(
  end: RecordingEnd,
  { reason, now }: { readonly reason: GapCause; readonly now: number },
): StatementBody {
  return {
    kind: 'recording-ended',
    recording: end.recording,
    display: end.display,
    end: end.footage?.end ?? now,
    segments: end.segments,
    reason,
  };
}

/** The cause and the message of an error that ends a recording. */
export function endCauseOf(error: unknown): [GapCause, string] {
  const problem = error instanceof Error ? error.message : String(error);
  return [isDiskFullError(error) ? 'disk-full' : 'capture-failed', problem];
}
