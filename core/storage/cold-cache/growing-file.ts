import { type FileHandle, open } from 'node:fs/promises';
import { PIECE_BYTES } from '../../crypto/pieces-of.ts';
import { AppError } from '../../errors.ts';
import type { BlobReader, ByteRange } from '../blob-store.ts';
import { writeAll } from '../write-batches.ts';

/** Kept from readers until the whole is checked: without it nobody has a whole one. */
const HELD_BYTES = 64 * 1024;
/** The source waits while more than this waits for the disk. */
const QUEUE_BYTES = 1024 * 1024;
/** Kept in memory of what the disk has already: who follows closely need not read it back. */
const RECENT_BYTES = 1024 * 1024;

/**
 * A file of known size that is read while it is written. What has come goes to the disk at once, all
 * of it in one write; who follows gets it from memory, and who is behind reads it back.
 */
export class GrowingFile {
  readonly size: number;
  readonly #file: FileHandle;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #writing: Promise<void> | null = null;
  #writtenBytes = 0;
  /** Chunks as they came, up to `#appendedBytes`; among them all that is not written yet. */
  #recent: Uint8Array[] = [];
  #recentBytes = 0;
  #appendedBytes = 0;
  #isChecked = false;
  #failure: { readonly error: unknown } | null = null;
  #change = Promise.withResolvers<void>();

  private constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.size = size;
  }

  /** Under a name that nobody had. */
  static async create(path: string, size: number): Promise<GrowingFile> {
    return new GrowingFile(await open(path, 'wx+', 0o600), size);
  }

  /** Bytes from the start that may be read. */
  get readableBytes(): number {
    if (this.#isChecked) return this.size;
    return Math.max(0, Math.min(this.#appendedBytes, this.size - HELD_BYTES));
  }

  /** Throws `storage-full`. */
  async append(chunk: Uint8Array): Promise<void> {
    this.#queue.push(chunk);
    this.#queuedBytes += chunk.length;
    this.#recent.push(chunk);
    this.#recentBytes += chunk.length;
    this.#appendedBytes += chunk.length;
    this.wake();
    this.#writing ??= this.#drain();
    if (this.#queuedBytes > QUEUE_BYTES) await this.flush();
    else this.#throwIfFailed();
  }

  async flush(): Promise<void> {
    await this.#writing;
    this.#throwIfFailed();
  }

  /** The whole is there and right: readers may have its end. */
  release(): void {
    this.#isChecked = true;
    this.wake();
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    this.wake();
  }

  /** Lets whoever waits look again. */
  wake(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers<void>();
  }

  /**
   * What is there at `at`, up to `end`; waits for it. Throws why there will be none, or `unavailable`
   * once `isClosed`.
   */
  async read(range: { at: number; end: number }, isClosed: () => boolean): Promise<Uint8Array> {
    const { at, end } = range;
    while (!isClosed() && this.readableBytes <= at) {
      this.#throwIfFailed();
      await this.#change.promise;
    }
    if (isClosed()) throw new AppError('unavailable', 'the reader was closed');
    const length = Math.min(PIECE_BYTES, end - at, this.readableBytes - at);
    const recent = this.#recentAt(at);
    if (recent !== null) return recent.subarray(0, length);
    const buffer = Buffer.allocUnsafeSlow(length);
    const { bytesRead } = await this.#file.read(buffer, 0, length, at);
    if (bytesRead === 0) throw new AppError('blob-missing', `the file ended early, at byte ${at}`);
    return buffer.subarray(0, bytesRead);
  }

  async sync(): Promise<void> {
    await this.#file.sync();
  }

  /** After the last write, when nobody reads any more. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }

  /** Never rejects: what went wrong is thrown to the writer's next call, and to readers. */
  async #drain(): Promise<void> {
    try {
      while (this.#queue.length > 0 && this.#failure === null) {
        const batch = this.#queue;
        const bytes = this.#queuedBytes;
        this.#queue = [];
        this.#queuedBytes = 0;
        await writeAll(this.#file, batch);
        this.#writtenBytes += bytes;
        this.#forgetWritten();
      }
    } catch (error) {
      this.fail(error);
    } finally {
      this.#writing = null;
    }
  }

  /** The rest of the chunk that `at` lies in; null when it is on the disk only. */
  #recentAt(at: number): Uint8Array | null {
    let from = this.#appendedBytes - this.#recentBytes;
    if (at < from) return null;
    for (const chunk of this.#recent) {
      if (at < from + chunk.length) return chunk.subarray(at - from);
      from += chunk.length;
    }
    return null;
  }

  #forgetWritten(): void {
    for (;;) {
      const [first] = this.#recent;
      const end = this.#appendedBytes - this.#recentBytes + (first?.length ?? 0);
      if (first === undefined || end > this.#writtenBytes) return;
      if (this.#recentBytes - first.length < RECENT_BYTES) return;
      this.#recent.shift();
      this.#recentBytes -= first.length;
    }
  }

  #throwIfFailed(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }
}

/** Follows a file that may still be growing. */
export class GrowingFileReader implements BlobReader {
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
