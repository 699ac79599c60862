/** The longest time between two frames that the search looks for: 1 fps, twice. */
const FURTHEST_SECONDS = 2;
/** Half a frame of 30 fps, the fastest a policy allows: the first probe can't step over a frame. */
const FIRST_PROBE_SECONDS = 1 / 60;
/** A media time is rounded on its way; a wish must fall inside the frame and not on its edge. */
const INSIDE_SECONDS = 0.002;

/**
 * The media time at which the frame before this one is on screen: a moment before this one begins.
 */
export function previousFrameTime(frameSeconds: number): number {
  return Math.max(0, frameSeconds - INSIDE_SECONDS);
}

/**
 * Where to look for the next frame. The rate is not known (and footage may mix rates): with no
 * frame time learned yet the distance doubles from probe to probe, so the first picture that
 * differs is the very next frame. Null: there is none near.
 */
export function nextFrameProbe(
  frameSeconds: number,
  learnedSeconds: number | null,
  attempt: number,
): number | null {
  const distance =
    learnedSeconds === null
      ? FIRST_PROBE_SECONDS * 2 ** attempt
      : learnedSeconds * (1 + attempt * 0.4) + INSIDE_SECONDS;
  return distance > FURTHEST_SECONDS ? null : frameSeconds + distance;
}
