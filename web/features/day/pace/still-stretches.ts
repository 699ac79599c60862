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
