import type { UtcMicros } from '@workcompanion/core/protocol/primitives';

const HOUR = 3_600_000_000;
/** Of less, an average says nothing. */
const SHORTEST = HOUR / 60;

/** A total that only grows, at a moment. */
export interface InflowMark {
  readonly at: UtcMicros;
  readonly receivedBytes: number;
}

/**
 * Bytes an hour to reckon with: the mean of the time since one of the marks, where it is highest. Given
 * marks of an hour and of a day ago, neither a lunch break nor a night makes the disk look safe.
 */
export function expectedInflow(now: InflowMark, marks: readonly InflowMark[]): number {
  const rates = marks
    .filter(({ at }) => now.at - at >= SHORTEST)
    .map((mark) => ((now.receivedBytes - mark.receivedBytes) * HOUR) / (now.at - mark.at));
  return Math.max(0, ...rates);
}
