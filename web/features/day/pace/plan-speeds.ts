import type { Interval } from '@workcompanion/core/footage/interval';
import type { Change } from './change.ts';

export interface Leg extends Interval {
  readonly speed: number;
}

export interface SpeedPlan {
  readonly legs: readonly Leg[];
  /** How long it takes to watch, µs of the viewer's time. */
  readonly takes: number;
}

export const SLOWEST = 1;
/** Browsers throw on a higher one. */
export const FASTEST = 16;
/** What nothing happens in is watched ten times as fast as the busiest. */
const FLOOR = 0.1;
const ROUNDS = 40;

/**
 * Spends `budget` (µs of the viewer's time) on a stretch so that what changes more is shown more
 * slowly. A budget that even the fastest speed can't keep gives the fastest; one that is longer
 * than the stretch gives real time.
 */
export function planSpeeds(
  changes: readonly Change[],
  within: Interval,
  budget: number,
): SpeedPlan {
  const cut = changes.flatMap(({ from, to, change }) => {
    const part = { from: Math.max(from, within.from), to: Math.min(to, within.to), change };
    return part.from < part.to ? [part] : [];
  });
  let [low, high] = [SLOWEST * FLOOR, FASTEST * (1 + FLOOR)];
  for (let round = 0; round < ROUNDS; round += 1) {
    const middle = (low + high) / 2;
    if (timeOf(legsAt(cut, middle)) > budget) low = middle;
    else high = middle;
  }
  const legs = legsAt(cut, high);
  return { legs, takes: timeOf(legs) };
}

function legsAt(changes: readonly Change[], pace: number): readonly Leg[] {
  return changes.map(({ from, to, change }) => ({
    from,
    to,
    speed: Math.min(FASTEST, Math.max(SLOWEST, pace / (change + FLOOR))),
  }));
}

function timeOf(legs: readonly Leg[]): number {
  return legs.reduce((sum, { from, to, speed }) => sum + (to - from) / speed, 0);
}
