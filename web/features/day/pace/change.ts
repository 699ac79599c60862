import { type Interval, intervalAt } from '@workcompanion/core/footage/interval';
import type { ActivitySample } from '../../../contract/people.ts';

/** How much of a screen changed in a stretch: 0 nothing, 1 as much as ever that day. */
export interface Change extends Interval {
  readonly change: number;
}

/** Up to this much, what changes is a clock or a caret: nothing that anybody did. */
export const STILL_CHANGE = 0.3;

/** The rate that a busy stretch of the day has: one in ten seconds has more. */
const BUSY_QUANTILE = 0.9;

/**
 * What a display's encoder had to write, as a share of what it writes when much goes on. A day that
 * is even all along is busy all along: nothing of it counts as still.
 */
export function measureChange(samples: readonly ActivitySample[]): readonly Change[] {
  const busy = busyRate(samples);
  return samples.map((sample) => ({
    from: sample.from,
    to: sample.to,
    change: busy === 0 ? 1 : Math.min(1, rateOf(sample) / busy),
  }));
}

function rateOf({ from, to, bytes }: ActivitySample): number {
  return bytes / Math.max(1, to - from);
}

function busyRate(samples: readonly ActivitySample[]): number {
  const byRate = [...samples].sort((a, b) => rateOf(a) - rateOf(b));
  const total = byRate.reduce((sum, { from, to }) => sum + (to - from), 0);
  let seen = 0;
  for (const sample of byRate) {
    seen += sample.to - sample.from;
    if (seen >= total * BUSY_QUANTILE) return rateOf(sample);
  }
  return 0;
}

/** The change of all displays together: of each moment, the one that changes most. */
export function mergeChanges(lanes: readonly (readonly Change[])[]): readonly Change[] {
  const [only] = lanes;
  if (lanes.length === 1 && only !== undefined) return only;
  const edges = new Set(lanes.flat().flatMap(({ from, to }) => [from, to]));
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.flatMap((from, index) => {
    const to = sorted[index + 1];
    const changes = lanes.flatMap((lane) => intervalAt(lane, from)?.change ?? []);
    return to === undefined || changes.length === 0
      ? []
      : [{ from, to, change: Math.max(...changes) }];
  });
}
