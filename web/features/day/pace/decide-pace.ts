import { type Interval, intervalAt } from '../time/interval.ts';
import type { Leg } from './plan-speeds.ts';
import { SHORTEST_SKIP_MICROS } from './skips-of.ts';

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
export function decidePace({ micros, speed, skips, legs, stopAt }: Situation): Pace {
  if (stopAt !== null && micros >= stopAt) return { kind: 'stop', at: stopAt };
  const skip = intervalAt(skips, micros);
  const to = Math.min(skip?.to ?? micros, stopAt ?? Number.POSITIVE_INFINITY);
  if (to - micros >= SHORTEST_SKIP_MICROS) return { kind: 'skip', from: micros, to };
  return { kind: 'play', rate: intervalAt(legs, micros)?.speed ?? speed };
}
