/** Further than this from where the video stands, a frame told of is likely one from before. */
const USUAL_FRAME_SECONDS = 0.25;
const TOLD_WITHIN_MS = 150;
const MOST_ASKED = 3;

/**
 * Tells of each frame that comes on screen, by its media time in seconds. Chromium misses one that comes just as
 * the watch is renewed; while the video plays the next one follows, but a picture that stands still would keep
 * the time of the one before. So after a seek it is asked for again.
 */
export class FrameWatch {
  readonly #video: HTMLVideoElement;
  readonly #onFrame: (mediaSeconds: number) => void;
  readonly #listeners = new AbortController();
  #handle = 0;
  #last = Number.NaN;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = { at: Number.NaN, times: 0, isAnswered: false };

  constructor(video: HTMLVideoElement, onFrame: (mediaSeconds: number) => void) {
    this.#video = video;
    this.#onFrame = onFrame;
    this.#watch();
    const { signal } = this.#listeners;
    video.addEventListener('seeked', () => this.#expectFrame(), { signal });
  }

  stop(): void {
    this.#listeners.abort();
    clearTimeout(this.#timer);
    this.#video.cancelVideoFrameCallback(this.#handle);
  }

  #watch(): void {
    this.#handle = this.#video.requestVideoFrameCallback((_now, { mediaTime }) => {
      this.#last = mediaTime;
      this.#asked.isAnswered = true;
      this.#onFrame(mediaTime);
      this.#watch();
    });
  }

  #expectFrame(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#askAgain(), TOLD_WITHIN_MS);
  }

  /** A seek to where it stands brings the same frame once more; told again, it is one that lasts longer. */
  #askAgain(): void {
    const { paused, seeking, currentTime } = this.#video;
    const { at, times, isAnswered } = this.#asked;
    const isAskedHere = at === currentTime;
    const isNear = Math.abs(currentTime - this.#last) <= USUAL_FRAME_SECONDS;
    if (!paused || seeking || isNear) return;
    if (isAskedHere && (isAnswered || times >= MOST_ASKED)) return;
    this.#asked = { at: currentTime, times: isAskedHere ? times + 1 : 1, isAnswered: false };
    this.#video.currentTime = currentTime;
  }
}
