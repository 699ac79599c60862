import { type Interval, intervalAt } from '../timeline/interval.ts';
import type { Leg } from './plan-speeds.ts';

/** So much of a still stretch is shown at both ends: one sees that it is still, and what ends it. */
const LEAD_MICROS = 2_000_000;
/** A shorter skip would be worse than watching. */
const SHORTEST_SKIP_MICROS = 5_000_000;

interface Situation {
  readonly micros: number;
  readonly speed: number;
  /** Stretches that are skipped. */
  readonly still: readonly Interval[];
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
export function decidePace({ micros, speed, still, legs, stopAt }: Situation): Pace {
  if (stopAt !== null && micros >= stopAt) return { kind: 'stop', at: stopAt };
  const idle = intervalAt(still, micros);
  if (idle !== null && micros >= idle.from + LEAD_MICROS) {
    const to = Math.min(idle.to - LEAD_MICROS, stopAt ?? Number.POSITIVE_INFINITY);
    if (to - micros >= SHORTEST_SKIP_MICROS) return { kind: 'skip', from: micros, to };
  }
  return { kind: 'play', rate: intervalAt(legs, micros)?.speed ?? speed };
}
