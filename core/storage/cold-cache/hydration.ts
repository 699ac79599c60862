import { rm } from 'node:fs/promises';
import { AppError } from '../../errors.ts';
import type { BlobReader, BlobStore, ExpectedBlob } from '../blob-store.ts';
import { ContentCheck } from '../content-check.ts';
import { type FetchQueue, Ticket } from './fetch-queue.ts';
import { GrowingFile, type GrowingFileParts } from './growing-file.ts';

/** What the catalogue says of a blob. */
export interface CataloguedBlob extends ExpectedBlob {
  readonly key: string;
}

/** Proves a blob while it comes, better than its CRC-64 does. */
export interface ArrivalCheck {
  /** Resolves when the next may come; the chunk is not used any more then, or not written to. */
  update(chunk: Uint8Array): Promise<void>;
  /** Throws `digest-mismatch`. */
  finish(): Promise<void>;
  /** Called in every case, at last. */
  end(): void;
}

export interface HydrationParts extends GrowingFileParts {
  readonly archive: Pick<BlobStore, 'read'>;
  readonly queue: FetchQueue;
  /** Where it is written; of this try alone. */
  readonly temporary: string;
  /** In the place of the catalogue's CRC-64. */
  readonly check: (() => ArrivalCheck) | null;
  /** Gives the whole and checked file its name. */
  readonly publish: () => Promise<void>;
  /** Nobody may join any more. May be called twice. */
  readonly onClosed: () => void;
  /** Called once. Null: it was published. */
  readonly onEnd: (error: unknown) => void;
  /** It could not be kept, but was read to its end. */
  readonly onUnkept: (error: unknown) => void;
}

/**
 * One blob on its way from the archive into the cache, however many read it: waiting for a place,
 * then coming (readers follow), then checked (readers get the end), then published. When the last
 * reader leaves early it is given up, unless most of it is here.
 */
export class Hydration {
  readonly blob: CataloguedBlob;
  readonly #parts: HydrationParts;
  readonly #ticket = new Ticket();
  readonly #file = Promise.withResolvers<GrowingFile>();
  #opened: GrowingFile | null = null;
  #source: BlobReader | null = null;
  #readers = 0;
  #isOver = false;
  #givenUp: AppError | null = null;

  constructor(blob: CataloguedBlob, parts: HydrationParts) {
    this.blob = blob;
    this.#parts = parts;
    this.#file.promise.catch(() => undefined);
  }

  /** Its readers get its end only if the check that was asked for has passed. */
  get isProved(): boolean {
    return this.#parts.check !== null;
  }

  /** Bytes from the start that can be read without waiting. */
  get readableBytes(): number {
    return this.#opened?.readableBytes ?? 0;
  }

  /** The file, once the archive has answered; throws why it won't. Each who joined leaves once. */
  join(viewer: string): Promise<GrowingFile> {
    this.#readers += 1;
    this.#parts.queue.join(this.#ticket, viewer);
    return this.#file.promise;
  }

  leave(): void {
    this.#readers -= 1;
    if (this.#readers > 0) return;
    if (this.#isOver) void this.#opened?.close();
    else if (this.readableBytes < this.blob.size / 2) this.#giveUp();
  }

  /** Never rejects: readers hear of failures. */
  async run(viewer: string): Promise<void> {
    this.#parts.queue.enter(this.#ticket, viewer);
    try {
      await this.#ticket.granted;
    } catch (error) {
      this.#end(error);
      return;
    }
    try {
      await this.#fetch();
    } finally {
      this.#parts.queue.leave();
    }
  }

  async #fetch(): Promise<void> {
    const { temporary, publish, onUnkept } = this.#parts;
    try {
      await this.#receive();
    } catch (error) {
      this.#end(this.#givenUp ?? error);
      await rm(temporary, { force: true });
      return;
    }
    try {
      await this.#opened?.sync();
      await publish();
      this.#end(null);
    } catch (error) {
      onUnkept(error);
      this.#end(error);
      await rm(temporary, { force: true });
    }
  }

  async #receive(): Promise<void> {
    const { archive, temporary } = this.#parts;
    const { blob } = this;
    const source = await archive.read(blob.key);
    const check = this.#parts.check?.() ?? null;
    try {
      this.#source = source;
      if (this.#givenUp !== null) throw this.#givenUp;
      if (source.size !== blob.size) throw otherSize(blob, source.size);
      const file = await GrowingFile.create(temporary, blob.size, this.#parts);
      this.#opened = file;
      this.#file.resolve(file);
      const hashes = check === null && source.crc64 !== blob.crc64;
      const content = new ContentCheck(blob, { hashes });
      for await (const chunk of (check && source.unsummed?.()) ?? source.chunks()) {
        content.update(chunk);
        const checking = check?.update(chunk);
        await Promise.all([file.append(chunk), checking]);
      }
      content.finish();
      await check?.finish();
      file.release();
      await file.flush();
    } finally {
      check?.end();
      await source.close();
    }
  }

  #giveUp(): void {
    this.#givenUp = new AppError('unavailable', 'nobody waits for it any more');
    this.#parts.onClosed();
    this.#ticket.giveUp(this.#givenUp);
    void this.#source?.close();
  }

  #end(error: unknown): void {
    this.#isOver = true;
    this.#parts.onClosed();
    this.#parts.onEnd(error);
    if (error !== null) {
      this.#file.reject(error);
      this.#opened?.fail(error);
    }
    if (this.#readers === 0) void this.#opened?.close();
  }
}

function otherSize({ key, size }: CataloguedBlob, actual: number): AppError {
  return new AppError('digest-mismatch', `the archive has another size for ${key}`, {
    details: { key, expectedSize: size, actualSize: actual },
  });
}
