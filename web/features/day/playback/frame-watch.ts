/** Tells of each frame that comes on screen, by its media time in seconds. */
export class FrameWatch {
  readonly #video: HTMLVideoElement;
  readonly #onFrame: (mediaSeconds: number) => void;
  #handle = 0;

  constructor(video: HTMLVideoElement, onFrame: (mediaSeconds: number) => void) {
    this.#video = video;
    this.#onFrame = onFrame;
    this.#watch();
  }

  stop(): void {
    this.#video.cancelVideoFrameCallback(this.#handle);
  }

  #watch(): void {
    this.#handle = this.#video.requestVideoFrameCallback((_now, { mediaTime }) => {
      this.#onFrame(mediaTime);
      this.#watch();
    });
  }
}
