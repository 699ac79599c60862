import { rm } from 'node:fs/promises';
import { SegmentDigest } from '../../crypto/segment-digest.ts';
import { AppError, isAppError } from '../../errors.ts';
import {
  assertBlobKey,
  type BlobEntry,
  type BlobReader,
  type BlobStat,
  type BlobStore,
  type ByteRange,
  checkedRange,
  type PutRequest,
} from '../blob-store.ts';
import { openFileReader } from '../file-reader.ts';
import { PiecePool } from '../piece-pool.ts';
import type { ObjectStore } from './object-store.ts';

/** Also on a slow line within the time that a request may take; stores take 5 GB at most at once. */
export const PART_BYTES = 256 * 1024 ** 2;
/** "KEY.part-00002" */
const PART = /^(.*)\.part-\d{5}$/;

interface AdoptedFile {
  readonly path: string;
  readonly signal: AbortSignal | undefined;
  readonly pieces: PiecePool;
}

/** A part of a large file, and the bytes of the whole that it holds. */
interface Part extends ByteRange {
  readonly key: string;
}

/**
 * The blobs of one kind in a bucket that several kinds share: their keys begin with its name. A file of
 * more than `partBytes` lies there in parts; where that is left out, nothing does.
 */
export class BucketFolder implements ObjectStore {
  readonly #bucket: BlobStore;
  readonly #prefix: string;
  readonly #partBytes: number;

  constructor(bucket: BlobStore, name: string, { partBytes = Number.POSITIVE_INFINITY } = {}) {
    this.#bucket = bucket;
    this.#prefix = `${name}/`;
    this.#partBytes = partBytes;
  }

  async put(key: string, source: AsyncIterable<Uint8Array>, request: PutRequest): Promise<void> {
    await this.#bucket.put(this.#at(key), source, request);
  }

  async adopt(key: string, path: string, signal?: AbortSignal): Promise<void> {
    const size = await sizeOf(path);
    if (size === null) {
      if ((await this.head(key)) === null) throw missing(key);
      return;
    }
    const file = { path, signal, pieces: new PiecePool() };
    if (size <= this.#partBytes) await this.#putPiece(key, file, { start: 0, end: size });
    else {
      for (let start = 0, number = 1; start < size; start += this.#partBytes, number += 1) {
        const end = Math.min(size, start + this.#partBytes);
        await this.#putPiece(partKey(key, number), file, { start, end });
      }
    }
    await rm(path, { force: true });
  }

  async head(key: string): Promise<BlobStat | null> {
    const stat = await this.#bucket.head(this.#at(key));
    if (stat !== null) return stat;
    const last = (await this.#partsOf(key)).at(-1);
    return last === undefined ? null : { size: last.end, crc64: null };
  }

  async read(key: string, range?: ByteRange): Promise<BlobReader> {
    try {
      return await this.#bucket.read(this.#at(key), range);
    } catch (error) {
      if (!isAppError(error, 'blob-missing')) throw error;
      const parts = await this.#partsOf(key);
      if (parts.length === 0) throw error;
      return new PartsReader(this.#bucket, parts, range);
    }
  }

  async delete(key: string): Promise<void> {
    await this.#bucket.delete(this.#at(key));
    for (const part of await this.#partsOf(key)) await this.#bucket.delete(part.key);
  }

  async *list(prefix: string): AsyncGenerator<BlobEntry> {
    let last: BlobEntry | undefined;
    for await (const entry of this.#bucket.list(this.#prefix + prefix)) {
      const own = entry.key.slice(this.#prefix.length);
      const key: string = PART.exec(own)?.[1] ?? own;
      if (last === undefined || last.key !== key) {
        if (last !== undefined) yield last;
        last = { ...entry, key };
      } else last = { key, size: last.size + entry.size };
    }
    if (last !== undefined) yield last;
  }

  /** Read twice: what it must turn out to be is told before it is sent. */
  async #putPiece(
    key: string,
    { path, signal, pieces }: AdoptedFile,
    range: ByteRange,
  ): Promise<void> {
    const isEmpty = range.start === range.end;
    const open = () => openFileReader(path, isEmpty ? undefined : range, pieces);
    const recycle = (piece: Uint8Array) => pieces.giveBack(piece);
    const digest = new SegmentDigest();
    for await (const chunk of (await open()).chunks()) {
      signal?.throwIfAborted();
      digest.update(chunk);
      recycle(chunk);
    }
    const { bytes: size, md5, crc64 } = digest.finish();
    const request = { size, md5, crc64, recycle, ...(signal && { signal }) };
    const reader = await open();
    await this.put(key, reader.chunks(), request).finally(() => reader.close());
  }

  async #partsOf(key: string): Promise<Part[]> {
    const parts: Part[] = [];
    if (this.#partBytes === Number.POSITIVE_INFINITY) return parts;
    for await (const { key: name, size } of this.#bucket.list(`${this.#at(key)}.part-`)) {
      const start = parts.at(-1)?.end ?? 0;
      parts.push({ key: name, start, end: start + size });
    }
    return parts;
  }

  #at(key: string): string {
    assertBlobKey(key);
    return this.#prefix + key;
  }
}

/** Opens one part after the other, each when it is needed. */
class PartsReader implements BlobReader {
  readonly size: number;
  readonly #bucket: BlobStore;
  readonly #wanted: readonly Part[];
  #reader: BlobReader | null = null;
  #isClosed = false;

  constructor(bucket: BlobStore, parts: readonly Part[], range: ByteRange | undefined) {
    this.#bucket = bucket;
    this.size = parts.at(-1)?.end ?? 0;
    const { start, end } = checkedRange(this.size, range);
    // In bytes of each part.
    this.#wanted = parts
      .filter((part) => part.start < end && part.end > start)
      .map((part) => ({
        key: part.key,
        start: Math.max(start, part.start) - part.start,
        end: Math.min(end, part.end) - part.start,
      }));
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    for (const { key, ...range } of this.#wanted) {
      this.#assertOpen();
      this.#reader = await this.#bucket.read(key, range);
      if (this.#isClosed) await this.#reader.close();
      this.#assertOpen();
      yield* this.#reader.chunks();
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#reader?.close();
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new AppError('unavailable', 'the reader was closed');
  }
}

function partKey(key: string, number: number): string {
  return `${key}.part-${String(number).padStart(5, '0')}`;
}

/** Null for a file that is not there. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    const reader = await openFileReader(path);
    await reader.close();
    return reader.size;
  } catch (error) {
    if (isAppError(error, 'blob-missing')) return null;
    throw error;
  }
}

function missing(key: string): AppError {
  return new AppError('blob-missing', `nothing to adopt as ${key}`);
}
