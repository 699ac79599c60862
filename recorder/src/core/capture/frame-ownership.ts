interface TimedFrame {
  readonly key: boolean;
  /** When it was captured, UTC µs. */
  readonly at: number;
}

/**
 * Which frames of a display are a recording's own, when one gives way to the next: both capture it for
 * a while, and each frame must be kept by one of them. The next one asks, with a key frame in hand. By
 * then this one may have kept later ones: so it keeps none any more, and is asked again with the next
 * key frame.
 */
export class FrameOwnership {
  #predecessor: FrameOwnership | null;
  readonly #begun = Promise.withResolvers<void>();
  #keptTo = Number.NEGATIVE_INFINITY;
  #waits: boolean = false;
  #limit = Number.POSITIVE_INFINITY;

  constructor(predecessor: FrameOwnership | null) {
    this.#predecessor = predecessor;
    if (predecessor === null) this.#begun.resolve();
  }

  /** Settles when there is no predecessor any more. */
  get begun(): Promise<void> {
    return this.#begun.promise;
  }

  get hasPredecessor(): boolean {
    return this.#predecessor !== null;
  }

  /** A successor is about to say from when on the frames are its own: until then they wait. */
  get waits(): boolean {
    return this.#waits;
  }

  /** Frames captured from here on (UTC µs) are the successor's. */
  get limit(): number {
    return this.#limit;
  }

  /** An own frame is to be kept at once. */
  owns({ key, at }: TimedFrame): boolean {
    if (this.#predecessor !== null) {
      if (!key || !this.#predecessor.#yieldFrom(at)) return false;
      this.#predecessor = null;
      this.#begun.resolve();
    }
    if (at >= this.#limit) return false;
    this.#keptTo = at;
    return true;
  }

  /** No successor is waited for. */
  keepOn(): void {
    this.#waits = false;
  }

  #yieldFrom(at: number): boolean {
    this.#waits = at <= this.#keptTo;
    if (!this.#waits) this.#limit = at;
    return !this.#waits;
  }
}
