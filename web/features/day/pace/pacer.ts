import {
  cutOut,
  type Interval,
  intervalAt,
  mergeIntervals,
} from '@workcompanion/core/footage/interval';
import { type Change, mergeChanges, STILL_CHANGE } from './change.ts';
import type { Budget, Pacing } from './pacing.ts';

interface Situation {
  readonly micros: number;
  readonly speed: number;
  /** What is left out. */
  readonly skips: readonly Interval[];
  /** Speeds of a planned stretch. */
  readonly legs: readonly Leg[];
  /** Where the stretch ends that the viewer asked to play. */
  readonly stopAt: number | null;
}

export type Pace =
  | { readonly kind: 'play'; readonly rate: number }
  | { readonly kind: 'skip'; readonly from: number; readonly to: number }
  | { readonly kind: 'stop'; readonly at: number };

/** How fast the next moment is played, or what is done instead. */
function decidePace({ micros, speed, skips, legs, stopAt }: Situation): Pace {
  if (stopAt !== null && micros >= stopAt) return { kind: 'stop', at: stopAt };
  const skip = intervalAt(skips, micros);
  const to = Math.min(skip?.to ?? micros, stopAt ?? Number.POSITIVE_INFINITY);
  if (to - micros >= SHORTEST_SKIP_MICROS) return { kind: 'skip', from: micros, to };
  return { kind: 'play', rate: intervalAt(legs, micros)?.speed ?? speed };
}

const NO_PLAN: SpeedPlan = { legs: [], takes: 0 };

interface Moment {
  readonly micros: number;
  readonly speed: number;
  readonly pacing: Pacing;
  /** The displays on screen: only what can be seen counts. */
  readonly shown: readonly string[];
}

/** Knows how much changes on each display, and leads through the day by it. */
export class Pacer {
  #lanes: ReadonlyMap<string, readonly Change[]> = new Map();
  #plannedFor: readonly unknown[] = [];
  #skips: readonly Interval[] = [];
  #plan = NO_PLAN;

  /** By lane. */
  learn(lanes: ReadonlyMap<string, readonly Change[]>): void {
    this.#lanes = lanes;
  }

  paceAt({ micros, speed, pacing, shown }: Moment): Pace {
    this.#prepare(pacing, shown);
    const { legs } = this.#plan;
    return decidePace({ micros, speed, skips: this.#skips, legs, stopAt: pacing.stopAt });
  }

  /** How long it takes to watch, with all displays in `shown` counted and what is skipped left out; µs. */
  timeFor(budget: Budget, pacing: Pacing, shown: readonly string[]): number {
    return this.#planFor(budget, this.#skipsFor(pacing, shown), shown).takes;
  }

  /** Plans anew only when what it is planned by has changed: it is asked 60 times a second. */
  #prepare(pacing: Pacing, shown: readonly string[]): void {
    const facts = [this.#lanes, pacing, shown.join()];
    if (facts.every((fact, index) => fact === this.#plannedFor[index])) return;
    this.#plannedFor = facts;
    this.#skips = this.#skipsFor(pacing, shown);
    const { budget } = pacing;
    this.#plan = budget === null ? NO_PLAN : this.#planFor(budget, this.#skips, shown);
  }

  #skipsFor({ skipsIdle, idleMicros }: Pacing, shown: readonly string[]): readonly Interval[] {
    return skipsIdle ? skipsOf(stillStretches(this.#changesOf(shown), idleMicros)) : [];
  }

  #planFor(budget: Budget, skips: readonly Interval[], shown: readonly string[]): SpeedPlan {
    return planSpeeds(cutOut(this.#changesOf(shown), skips), budget, budget.time);
  }

  #changesOf(shown: readonly string[]): readonly Change[] {
    return mergeChanges(shown.flatMap((key) => [this.#lanes.get(key) ?? []]));
  }
}

/** Segments of one recording are a few frames apart at most. */
const SEAM_MICROS = 500_000;

/** Where for at least `shortest` nothing happens on any display. */
export function stillStretches(changes: readonly Change[], shortest: number): readonly Interval[] {
  const still = changes.filter(({ change }) => change <= STILL_CHANGE);
  return mergeIntervals(still, SEAM_MICROS)
    .map(({ from, to }) => ({ from, to }))
    .filter(({ from, to }) => to - from >= shortest);
}

/** So much of a still stretch is shown at both ends: one sees that it is still, and what ends it. */
const LEAD_MICROS = 2_000_000;
/** A shorter skip would be worse than watching. */
const SHORTEST_SKIP_MICROS = 5_000_000;

/** What is left out of still stretches. */
function skipsOf(still: readonly Interval[]): readonly Interval[] {
  return still
    .map(({ from, to }) => ({ from: from + LEAD_MICROS, to: to - LEAD_MICROS }))
    .filter(({ from, to }) => to - from >= SHORTEST_SKIP_MICROS);
}

interface Leg extends Interval {
  readonly speed: number;
}

interface SpeedPlan {
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
