import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../../errors.ts';
import type { BlobReader, ByteRange } from '../blob-store.ts';
import type { PiecePool } from '../piece-pool.ts';
import { writeAll } from '../write-batches.ts';

/** Kept from readers until the whole is checked: without it nobody has a whole one. */
const HELD_BYTES = 64 * 1024;
/** Once memory is full, the source waits while more than this waits for the write before it. */
const QUEUE_BYTES = 2 * 1024 * 1024;
/** Of one write: a call to the kernel takes 1,024 at most, and what is written is free at its end. */
const MOST_PIECES = 64;
/** Kept in memory of what the disk has already: who follows closely need not read it back. */
const RECENT_BYTES = 2 * 1024 * 1024;
/** Once memory is full, the source waits while the foremost reader is further behind than this. */
const CLOSE_BYTES = 1024 * 1024;
/** How long the source waits for readers in all: who is slow keeps no place from others. */
const PATIENCE_MS = 250;

/** Memory that all files of a cache share for what has come and is not written yet. */
export class WriteBehind {
  readonly #mostBytes: number;
  #heldBytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get isFull(): boolean {
    return this.#heldBytes > this.#mostBytes;
  }

  hold(bytes: number): void {
    this.#heldBytes += bytes;
  }

  free(bytes: number): void {
    this.#heldBytes -= bytes;
  }
}

export interface GrowingFileParts {
  /** What is read back comes in these. */
  readonly pieces: PiecePool;
  readonly memory: WriteBehind;
}

/**
 * A file of known size that is read while it is written. Who follows reads memory; the disk gets it by
 * `flush`, behind them, or once memory is full. Then who is behind reads it back, which costs several
 * times as much: therefore the source waits a little for the foremost reader.
 */
export class GrowingFile {
  readonly size: number;
  readonly #file: FileHandle;
  readonly #pieces: PiecePool;
  readonly #memory: WriteBehind;
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

  private constructor(file: FileHandle, size: number, { pieces, memory }: GrowingFileParts) {
    this.#file = file;
    this.size = size;
    this.#pieces = pieces;
    this.#memory = memory;
  }

  /** Under a name that nobody had. */
  static async create(path: string, size: number, parts: GrowingFileParts): Promise<GrowingFile> {
    return new GrowingFile(await open(path, 'wx+', 0o600), size, parts);
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
    this.#memory.hold(chunk.length);
    this.wake();
    if (!this.#memory.isFull) return;
    this.#writing ??= this.#drain();
    while (this.#memory.isFull && this.#queuedBytes > QUEUE_BYTES) await this.#written.promise;
    this.#throwIfFailed();
    await this.#waitForReaders();
  }

  /** All that has come is on the disk. Throws `storage-full`. */
  async flush(): Promise<void> {
    this.#writing ??= this.#drain();
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
    if (this.#writing === null) this.#dropQueue();
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
        const { batch, bytes } = this.#takeBatch();
        try {
          await writeAll(this.#file, batch);
        } finally {
          this.#memory.free(bytes);
        }
        this.#writtenBytes += bytes;
        this.#forgetWritten();
        this.#makeRoom();
      }
    } catch (error) {
      this.fail(error);
    } finally {
      this.#writing = null;
      // All of it is written, or none will be.
      this.#dropQueue();
      this.#makeRoom();
    }
  }

  #takeBatch(): { readonly batch: readonly Uint8Array[]; readonly bytes: number } {
    const batch = this.#queue.splice(0, MOST_PIECES);
    const bytes = batch.reduce((sum, { length }) => sum + length, 0);
    this.#queuedBytes -= bytes;
    return { batch, bytes };
  }

  #dropQueue(): void {
    this.#memory.free(this.#queuedBytes);
    this.#queue = [];
    this.#queuedBytes = 0;
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
