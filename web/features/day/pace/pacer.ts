import { cutOut, type Interval } from '../time/interval.ts';
import type { Change } from './change.ts';
import { decidePace, type Pace } from './decide-pace.ts';
import { mergeChanges } from './merge-changes.ts';
import type { Budget, Pacing } from './pacing.ts';
import { planSpeeds, type SpeedPlan } from './plan-speeds.ts';
import { skipsOf } from './skips-of.ts';
import { stillStretches } from './still-stretches.ts';

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
  /** Where the stretch ends that is being played; null: nowhere. */
  stopAt: number | null = null;
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
    return decidePace({ micros, speed, skips: this.#skips, legs, stopAt: this.stopAt });
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
