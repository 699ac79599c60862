import { type Interval, mergeIntervals } from './interval.ts';

/** What hls.js knows of a fragment: media seconds, and the wall clock of its first frame in ms. */
export interface FragmentTime {
  readonly start: number;
  readonly duration: number;
  readonly programDateTime: number | null;
}

/** The media clock counts in 1/90000 s and is rounded on its way: frames may come this early. */
const EARLY_SECONDS = 0.005;

/** A hole that is smaller than two frames of 5 fps is the seam of two segments, not a gap. */
const SEAM_MICROS = 400_000;

function indexAtMedia(fragments: readonly FragmentTime[], seconds: number): number {
  let low = 0;
  let high = fragments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((fragments[middle]?.start ?? 0) <= seconds) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Wall clock (UTC µs) of a moment of the media timeline, on which gaps do not exist. Read from the
 * fragment's own date and never from the player's `playingDate`, which is stale after seeks.
 */
export function wallAtMedia(fragments: readonly FragmentTime[], seconds: number): number | null {
  const fragment = fragments[Math.max(0, indexAtMedia(fragments, seconds + EARLY_SECONDS))];
  if (fragment === undefined || fragment.programDateTime === null) return null;
  const within = Math.min(Math.max(0, seconds - fragment.start), fragment.duration);
  return Math.round(fragment.programDateTime * 1000 + within * 1_000_000);
}

interface MediaAnswer {
  readonly seconds: number;
  /** False: there is no footage at the wish, and `seconds` begins the next there is. */
  readonly isExact: boolean;
}

/** Where in the media timeline a wall clock moment is; null behind the last footage. */
export function mediaAtWall(
  fragments: readonly FragmentTime[],
  micros: number,
): MediaAnswer | null {
  for (const { start, duration, programDateTime } of fragments) {
    if (programDateTime === null) continue;
    const begin = programDateTime * 1000;
    if (micros < begin) return { seconds: start, isExact: begin - micros < SEAM_MICROS };
    if (micros < begin + duration * 1_000_000) {
      return { seconds: start + (micros - begin) / 1_000_000, isExact: true };
    }
  }
  return null;
}

/** The stretches that can be played. */
export function playableStretches(fragments: readonly FragmentTime[]): readonly Interval[] {
  const stretches = fragments.flatMap(({ duration, programDateTime }) => {
    if (programDateTime === null) return [];
    const from = programDateTime * 1000;
    return [{ from, to: from + duration * 1_000_000 }];
  });
  return mergeIntervals(stretches, SEAM_MICROS);
}
