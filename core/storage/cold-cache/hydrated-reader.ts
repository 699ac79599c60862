import type { BlobReader, ByteRange } from '../blob-store.ts';
import type { GrowingFile } from './growing-file.ts';

/** Follows a file that may still be growing. */
export class HydratedReader implements BlobReader {
  readonly size: number;
  readonly #file: GrowingFile;
  readonly #range: ByteRange;
  readonly #onClose: () => void;
  #isClosed = false;
  #reading: Promise<unknown> = Promise.resolve();

  constructor(file: GrowingFile, range: ByteRange, onClose: () => void) {
    this.size = file.size;
    this.#file = file;
    this.#range = range;
    this.#onClose = onClose;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    try {
      let { start: at, end } = this.#range;
      while (at < end) {
        const reading = this.#file.read({ at, end }, () => this.#isClosed);
        this.#reading = reading.catch(() => undefined);
        const piece = await reading;
        at += piece.length;
        yield piece;
      }
    } finally {
      await this.close();
    }
  }

  /** Whoever waits for bytes hears of it at once; the file is let go when nothing of ours touches it. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#file.wake();
    await this.#reading;
    this.#onClose();
  }
}
