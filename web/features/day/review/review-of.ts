import {
  coveredMicros,
  cutOut,
  type Interval,
  mergeIntervals,
} from '@workcompanion/core/footage/interval';
import { type Bookmark, REVIEWED_KINDS } from '../../../contract/bookmarks.ts';
import type { Lane } from '../../../contract/people.ts';
import type { DayReview } from '../../../contract/review.ts';
import { laneKey } from '../lanes/lane-key.ts';

/** How far a day's footage was gone through. */
export interface ReviewState {
  /** By lane: what the viewer has had on the screen. */
  readonly watched: ReadonlyMap<string, readonly Interval[]>;
  /** By lane: what anybody marked as seen, or as nothing found. */
  readonly marked: ReadonlyMap<string, readonly Interval[]>;
  /** Footage of any display that is neither. */
  readonly unreviewed: readonly Interval[];
  readonly footageMicros: number;
}

/** Less than that is a seam between two reports, or the frame that playback stopped at. */
const SEAM_MICROS = 3_000_000;

interface Facts {
  readonly lanes: readonly Lane[];
  readonly watched: Readonly<DayReview['watched']>;
  readonly bookmarks: readonly Bookmark[];
}

export function isReviewMark({ kind }: Pick<Bookmark, 'kind'>): boolean {
  return REVIEWED_KINDS.some((reviewed) => reviewed === kind);
}

/** What is left of a day's footage for whoever goes through it. */
export function reviewOf({ lanes, watched, bookmarks }: Facts): ReviewState {
  const seen = new Map<string, readonly Interval[]>();
  const marked = new Map<string, readonly Interval[]>();
  const left: Interval[] = [];
  const footage: Interval[] = [];
  for (const lane of lanes) {
    const key = laneKey(lane);
    const spans = mergeIntervals(lane.pieces.filter(({ kind }) => kind === 'span'));
    const ofLane = bookmarks.filter(
      ({ device, display }) =>
        device === null || (device === lane.device && display === lane.display),
    );
    const shown = mergeIntervals(
      watched.filter(({ device, display }) => device === lane.device && display === lane.display),
      SEAM_MICROS,
    );
    const marks = mergeIntervals(ofLane.filter(isReviewMark));
    seen.set(key, shown);
    marked.set(key, marks);
    footage.push(...spans);
    left.push(...cutOut(spans, mergeIntervals([...shown, ...marks])));
  }
  return {
    watched: seen,
    marked,
    unreviewed: mergeIntervals(left).filter(({ from, to }) => to - from >= SEAM_MICROS),
    footageMicros: coveredMicros(mergeIntervals(footage), WHOLE),
  };
}

const WHOLE = { from: 0, to: Number.MAX_SAFE_INTEGER };

/** Nobody goes through more at a sitting. */
const LONGEST_STRETCH = 30 * 60_000_000;

/** The next stretch that is left, after a moment, or from the beginning; null when none is left. */
export function nextUnreviewed(unreviewed: readonly Interval[], after: number): Interval | null {
  const next = unreviewed.find(({ to }) => to - after >= SEAM_MICROS) ?? unreviewed[0];
  if (next === undefined) return null;
  const from = after < next.to ? Math.max(next.from, after) : next.from;
  return { from, to: Math.min(next.to, from + LONGEST_STRETCH) };
}
