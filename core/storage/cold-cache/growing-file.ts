import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../../errors.ts';
import type { BlobReader, ByteRange } from '../blob-store.ts';
import type { PiecePool } from '../piece-pool.ts';
import { writeAll } from '../write-batches.ts';

/** Kept from readers until the whole is checked: without it nobody has a whole one. */
const HELD_BYTES = 64 * 1024;
/** The source waits while more than this waits for the write before it. */
const QUEUE_BYTES = 2 * 1024 * 1024;
/** Kept in memory of what the disk has already: who follows closely need not read it back. */
const RECENT_BYTES = 2 * 1024 * 1024;
/** The source waits while the foremost reader is further behind than this. */
const CLOSE_BYTES = 1024 * 1024;
/** How long the source waits for readers in all: who is slow keeps no place from others. */
const PATIENCE_MS = 250;

/**
 * A file of known size that is read while it is written. What has come goes to the disk at once, all
 * of it in one write; who follows gets it from memory, and who is behind reads it back, which costs
 * several times as much: therefore the source waits a little for the foremost reader.
 */
export class GrowingFile {
  readonly size: number;
  readonly #file: FileHandle;
  readonly #pieces: PiecePool;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #writing: Promise<void> | null = null;
  /** Settles when the write that is under way has ended: the queue has room again. */
  #written = Promise.withResolvers<void>();
  #writtenBytes = 0;
  /** Chunks as they came, up to `#appendedBytes`; among them all that is not written yet. */
  #recent: Uint8Array[] = [];
  #recentBytes = 0;
  #appendedBytes = 0;
  /** Up to where the foremost reader has come. */
  #readBytes = 0;
  #patienceMs = PATIENCE_MS;
  #moved = Promise.withResolvers<void>();
  #isChecked = false;
  #failure: { readonly error: unknown } | null = null;
  #change = Promise.withResolvers<void>();

  private constructor(file: FileHandle, size: number, pieces: PiecePool) {
    this.#file = file;
    this.size = size;
    this.#pieces = pieces;
  }

  /** Under a name that nobody had. What is read back comes in `pieces`. */
  static async create(path: string, size: number, pieces: PiecePool): Promise<GrowingFile> {
    return new GrowingFile(await open(path, 'wx+', 0o600), size, pieces);
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
    while (this.#queuedBytes > QUEUE_BYTES) await this.#written.promise;
    this.#throwIfFailed();
    await this.#waitForReaders();
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
    this.#moved.resolve();
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
    if (at > this.#readBytes) this.#readBytes = at;
    this.#moved.resolve();
    const readable = Math.min(end, this.readableBytes) - at;
    const recent = this.#recentAt(at);
    if (recent !== null) return recent.subarray(0, readable);
    const piece = this.#pieces.take();
    const length = Math.min(piece.length, readable);
    const { bytesRead } = await this.#file.read(piece, 0, length, at);
    if (bytesRead === 0) throw new AppError('blob-missing', `the file ended early, at byte ${at}`);
    return piece.subarray(0, bytesRead);
  }

  /** Takes back a piece that was read from the disk. */
  recycle(piece: Uint8Array): void {
    this.#pieces.giveBack(piece);
  }

  async sync(): Promise<void> {
    await this.#file.sync();
  }

  /** After the last write, when nobody reads any more. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }

  async #waitForReaders(): Promise<void> {
    const isFarAhead = () => this.#appendedBytes - this.#readBytes > CLOSE_BYTES;
    while (isFarAhead() && this.#patienceMs > 0 && this.#failure === null) {
      const since = performance.now();
      this.#moved = Promise.withResolvers();
      const late = setTimeout(this.#moved.resolve, this.#patienceMs);
      await this.#moved.promise;
      clearTimeout(late);
      this.#patienceMs -= performance.now() - since;
    }
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
        this.#makeRoom();
      }
    } catch (error) {
      this.fail(error);
    } finally {
      this.#writing = null;
      // All of it is written, or none will be.
      this.#queuedBytes = 0;
      this.#makeRoom();
    }
  }

  #makeRoom(): void {
    this.#written.resolve();
    this.#written = Promise.withResolvers();
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

interface FollowedFile {
  readonly range: ByteRange;
  readonly isProved: boolean;
  readonly onClose: () => void;
}

/** Follows a file that may still be growing. */
export class GrowingFileReader implements BlobReader {
  readonly size: number;
  readonly isProved: boolean;
  readonly recycle: BlobReader['recycle'];
  readonly #file: GrowingFile;
  readonly #range: ByteRange;
  readonly #onClose: () => void;
  #isClosed = false;
  #reading: Promise<unknown> = Promise.resolve();

  constructor(file: GrowingFile, { range, isProved, onClose }: FollowedFile) {
    this.size = file.size;
    this.isProved = isProved;
    this.recycle = (piece) => file.recycle(piece);
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
