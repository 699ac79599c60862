/** What hls.js knows of a fragment: media seconds, and the wall clock of its first frame in ms. */
export interface FragmentTime {
  readonly start: number;
  readonly duration: number;
  readonly programDateTime: number | null;
}

/** The media clock is rounded, so that frames may come this early. */
const EARLY_SECONDS = 0.005;

/** The wall clock (UTC µs) of a moment on the media timeline, which has no gaps. */
export function wallAtMedia(fragments: readonly FragmentTime[], seconds: number): number | null {
  const fragment = fragments.findLast(({ start }) => start <= seconds + EARLY_SECONDS);
  if (fragment === undefined || fragment.programDateTime === null) return null;
  const within = Math.min(Math.max(0, seconds - fragment.start), fragment.duration);
  return Math.round(fragment.programDateTime * 1000 + within * 1_000_000);
}

/** The position of a wall clock moment on the media timeline; within a gap, where the next footage begins. */
export function mediaAtWall(fragments: readonly FragmentTime[], micros: number): number | null {
  for (const { start, duration, programDateTime } of fragments) {
    if (programDateTime === null) continue;
    const begin = programDateTime * 1000;
    if (micros < begin + duration * 1_000_000) {
      return start + Math.max(0, micros - begin) / 1_000_000;
    }
  }
  return null;
}
