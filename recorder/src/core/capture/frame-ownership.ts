interface TimedFrame {
  readonly key: boolean;
  /** When it was captured, UTC µs. */
  readonly at: number;
}

/**
 * Decides which of two recordings keeps a frame while one replaces the other: both capture the display
 * for a while, and exactly one must keep each frame. The next recording asks with a key frame. If this
 * one has already kept later frames, it keeps no more and is asked again with the next key frame.
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

  /** Settles when this recording keeps its own frames. */
  get begun(): Promise<void> {
    return this.#begun.promise;
  }

  get hasPredecessor(): boolean {
    return this.#predecessor !== null;
  }

  /** Frames wait while the next recording is about to say from when on they are its own. */
  get waits(): boolean {
    return this.#waits;
  }

  /** Frames captured from here on (UTC µs) belong to the next recording. */
  get limit(): number {
    return this.#limit;
  }

  /** Whether the frame belongs to this recording, which then has to keep it. */
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

  /** Waits for no next recording any more. */
  keepOn(): void {
    this.#waits = false;
  }

  #yieldFrom(at: number): boolean {
    this.#waits = at <= this.#keptTo;
    if (!this.#waits) this.#limit = at;
    return !this.#waits;
  }
}
