import type { DisplayPlayer } from './display-player.ts';

const SEEK_LIMIT_MS = 3_000;
/** A seek within the same frame shows no new one: so long is waited for it. */
const SAME_FRAME_MS = 80;
const POLL_MS = 8;

const delay = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function settle(display: DisplayPlayer, before: number): Promise<void> {
  const { video } = display;
  const limit = AbortSignal.timeout(SEEK_LIMIT_MS);
  if (video.seeking) {
    await new Promise<void>((done) => {
      video.addEventListener('seeked', () => done(), { once: true, signal: limit });
      limit.addEventListener('abort', () => done(), { once: true });
    });
  }
  for (let waited = 0; waited < SAME_FRAME_MS; waited += POLL_MS) {
    if (display.frameSeconds !== before) return;
    await delay(POLL_MS);
  }
}

/** Shows exactly the next (1) or previous (-1) frame of a paused display. False: there is none. */
export async function stepFrame(display: DisplayPlayer, direction: 1 | -1): Promise<boolean> {
  const before = display.frameSeconds;
  if (before === null) return false;
  if (direction === -1) {
    display.seekMedia(previousFrameTime(before));
    await settle(display, before);
    return display.frameSeconds !== before;
  }
  const learned = display.frameLength;
  for (let attempt = 0; ; attempt += 1) {
    const probe = nextFrameProbe(before, learned, attempt);
    if (probe === null || probe > display.video.duration) return false;
    display.seekMedia(probe);
    await settle(display, before);
    const step = (display.frameSeconds ?? before) - before;
    if (step > 0.001) {
      display.frameLength = step;
      return true;
    }
  }
}

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
