import type { ActivitySample } from '../../../contract/activity.ts';
import type { Change } from './change.ts';

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
