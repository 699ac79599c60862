/** An encoder says "as before" in so many bytes, give or take a few. */
const SLACK_BYTES = 4;
/** Until then nobody knows how small that is here. */
const LEAST_FRAMES = 10;

/**
 * Whether pictures change, by the size of what the encoder makes of them: a picture like the one
 * before takes the least there is, and already a moved mouse takes more. Costs nothing.
 */
export class StillFrames {
  #least = Number.POSITIVE_INFINITY;
  #count = 0;
  #changedAt: number | null = null;

  /** UTC µs; null before anything is known. */
  get changedAt(): number | null {
    return this.#changedAt;
  }

  /** `bytes`: null for one so large that its size isn't said. */
  saw(bytes: number | null, at: number): void {
    if (bytes !== null) this.#least = Math.min(this.#least, bytes);
    this.#count += 1;
    const isStill = bytes !== null && bytes <= this.#least + SLACK_BYTES;
    if (!isStill || this.#count <= LEAST_FRAMES) this.#changedAt = at;
  }
}
