import type { DisplayPlayer } from './display-player.ts';
import { nextFrameProbe, previousFrameTime } from './probe-frame.ts';

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
