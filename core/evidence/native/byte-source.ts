/** Takes a stream in pieces of just the sizes that are asked for. */
export class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #waiting: Uint8Array = new Uint8Array();
  #at = 0;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** How many bytes were taken. */
  get at(): number {
    return this.#at;
  }

  /** Fewer at the end of the stream. */
  async take(bytes: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let missing = bytes;
    while (missing > 0) {
      if (this.#waiting.length === 0 && !(await this.#next())) break;
      const piece = this.#waiting.subarray(0, missing);
      this.#waiting = this.#waiting.subarray(piece.length);
      missing -= piece.length;
      pieces.push(piece);
    }
    this.#at += bytes - missing;
    if (pieces.length === 1) return pieces[0] ?? new Uint8Array();
    const whole = new Uint8Array(bytes - missing);
    let filled = 0;
    for (const piece of pieces) {
      whole.set(piece, filled);
      filled += piece.length;
    }
    return whole;
  }

  /** Whoever has enough says so, so that what is open is closed. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #next(): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    if (done === true) return false;
    this.#waiting = value;
    return true;
  }
}
