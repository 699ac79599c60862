import { type Interval, mergeIntervals } from '../time/interval.ts';
import { type Change, STILL_CHANGE } from './change.ts';

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
export const SHORTEST_SKIP_MICROS = 5_000_000;

/** What is left out of still stretches. */
export function skipsOf(still: readonly Interval[]): readonly Interval[] {
  return still
    .map(({ from, to }) => ({ from: from + LEAD_MICROS, to: to - LEAD_MICROS }))
    .filter(({ from, to }) => to - from >= SHORTEST_SKIP_MICROS);
}
