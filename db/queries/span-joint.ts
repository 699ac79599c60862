import { idTimeMs, type RecordingId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { MAX_SPAN } from '../schema/spans.ts';

/** µs. A segment lasts to the next one's first frame; more than this between them is a hole. */
export const TOLERANCE = 1_000_000;

/** µs. The longest segment the protocol allows. */
export const MAX_SEGMENT = 3_600_000_000;

/** µs. Starts this close, plus the last segment's length, never exceed MAX_SPAN. */
const CUT = MAX_SPAN - MAX_SEGMENT;

interface Stretch {
  readonly startsAt: UtcMicros;
  readonly endsAt: UtcMicros;
}

/**
 * Whether two stretches of one recording, next to each other by sequence, are one span. The answer
 * depends on the two alone, so that every order of arrival gives the same spans: a long recording is
 * cut each 23 h from the time in its id, never where the stretches happened to meet.
 */
export function isOneSpan(recording: RecordingId, earlier: Stretch, later: Stretch): boolean {
  return (
    Math.abs(later.startsAt - earlier.endsAt) <= TOLERANCE &&
    cutOf(recording, earlier.startsAt) === cutOf(recording, later.startsAt)
  );
}

function cutOf(recording: RecordingId, at: UtcMicros): number {
  return Math.floor((at - idTimeMs(recording) * 1000) / CUT);
}

/** What begins in the same cut, from `from` on and before `to`, may be one span with it. */
export function cutAround(
  recording: RecordingId,
  at: UtcMicros,
): { readonly from: UtcMicros; readonly to: UtcMicros } {
  const from = idTimeMs(recording) * 1000 + cutOf(recording, at) * CUT;
  return { from, to: from + CUT };
}
