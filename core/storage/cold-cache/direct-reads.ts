import { AppError } from '../../errors.ts';
import type { BlobReader, BlobStore } from '../blob-store.ts';
import { verifiedBody } from '../remote/conditional-put.ts';
import type { ColdRead } from './cold-cache.ts';
import { FetchQueue, Ticket } from './fetch-queue.ts';

/** Each lasts as long as its reader takes: apart from the fetches, which go at the archive's pace. */
const READS_AT_ONCE = 8;

/** Reads that leave nothing behind: far seeks, and all when there is no room to cache. */
export class DirectReads {
  readonly #archive: Pick<BlobStore, 'read'>;
  readonly #queue = new FetchQueue(READS_AT_ONCE);

  constructor(archive: Pick<BlobStore, 'read'>) {
    this.#archive = archive;
  }

  /** Null when all places are taken. */
  tryRead(request: ColdRead): Promise<BlobReader> | null {
    return this.#queue.hasFree ? this.read(request) : null;
  }

  async read(request: ColdRead): Promise<BlobReader> {
    const { viewer, signal } = request;
    const ticket = new Ticket();
    const giveUp = () => ticket.giveUp(signal?.reason);
    signal?.addEventListener('abort', giveUp, { once: true });
    this.#queue.enter(ticket, viewer);
    try {
      await ticket.granted;
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
    try {
      return await this.#open(request);
    } catch (error) {
      this.#queue.leave();
      throw error;
    }
  }

  async #open({ blob, range, source = this.#archive }: ColdRead): Promise<BlobReader> {
    const reader = await source.read(blob.key, range);
    const leave = () => this.#queue.leave();
    if (reader.size !== blob.size) {
      await reader.close();
      throw new AppError('digest-mismatch', `the archive has another size for ${blob.key}`);
    }
    if (range !== undefined) return closing(reader, leave);
    return closing(reader, leave, () => verifiedBody(reader.chunks(), blob));
  }
}

/** The same reader (or with other chunks), which tells once when it is closed or read to its end. */
export function closing(
  reader: BlobReader,
  onClose: () => void,
  chunks: () => AsyncIterable<Uint8Array> = () => reader.chunks(),
): BlobReader {
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= reader.close().finally(onClose);
    return closed;
  };
  return {
    size: reader.size,
    recycle: reader.recycle,
    async *chunks() {
      try {
        yield* chunks();
      } finally {
        await close();
      }
    },
    close,
  };
}

/** Does it at the first call, and nothing at further ones. */
export function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}

/** Comes with what is fetched anyway sooner than a request of its own would bring it. */
const NEAR_BYTES = 1024 * 1024;

/** Whether to ask for a range by itself, instead of waiting for all that comes before it. */
export function isFarAhead(start: number, readableBytes: number): boolean {
  return start - readableBytes > NEAR_BYTES;
}
