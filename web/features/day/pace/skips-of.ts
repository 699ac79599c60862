import type { Interval } from '../time/interval.ts';

/** So much of a still stretch is shown at both ends: one sees that it is still, and what ends it. */
const LEAD_MICROS = 2_000_000;
/** A shorter skip would be worse than watching. */
export const SHORTEST_SKIP_MICROS = 5_000_000;

/** What is left out of still stretches. */
export function skipsOf(still: readonly Interval[]): readonly Interval[] {
  return still
    .map(({ from, to }) => ({ from: from + LEAD_MICROS, to: to - LEAD_MICROS }))
    .filter(({ from, to }) => to - from >= SHORTEST_SKIP_MICROS);
}
