import type { TimelinePiece } from '../../../contract/people.ts';
import { coveredMicros, type Interval, mergeIntervals } from '../time/interval.ts';

/** Differences below this are seams and rounding. */
const TOLERANCE_MICROS = 1_500_000;

export type Freshness = 'fresh' | 'append' | 'reopen';

interface Held {
  /** What the player can play; null until its playlist is there. */
  readonly footage: readonly Interval[] | null;
  readonly isGrowing: boolean;
}

/**
 * Compares what the day tells of a display with what its player holds: new footage at the end is
 * appended by asking for the playlist again; footage that came in between needs a new one.
 */
export function freshnessOf(pieces: readonly TimelinePiece[], held: Held): Freshness {
  const { footage, isGrowing } = held;
  if (footage === null) return 'fresh';
  const told = mergeIntervals(pieces.filter(({ kind }) => kind === 'span'));
  const end = footage.at(-1)?.to ?? 0;
  const before = { from: 0, to: end };
  const lacks = coveredMicros(told, before) - coveredMicros(footage, before);
  if (lacks > TOLERANCE_MICROS) return 'reopen';
  const isLonger = (told.at(-1)?.to ?? 0) > end + TOLERANCE_MICROS;
  if (!isLonger) return 'fresh';
  return isGrowing ? 'append' : 'reopen';
}
