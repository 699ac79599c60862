import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, isAppError } from '../errors.ts';
import { renameDurably, syncFolder } from '../files/durable-folder.ts';
import { systemErrorCode } from '../files/system-error.ts';
import {
  type BlobEntry,
  type BlobReader,
  type BlobStat,
  type BlobStore,
  type ByteRange,
  blobPath,
  type PutRequest,
} from './blob-store.ts';
import { ContentCheck } from './content-check.ts';
import { openFileReader } from './file-reader.ts';
import { listFolder } from './list-folder.ts';
import type { PiecePool } from './piece-pool.ts';
import type { StoreMarker } from './store-marker.ts';
import { writeBatches } from './write-batches.ts';

/** Below the root: what is written there is on the file system where it gets its name. */
export const INCOMING_FOLDER = '.incoming';
const TEMPORARY = 'put-';

type Marker = Pick<StoreMarker, 'assertOurs'>;

export interface FolderStoreOptions {
  /** What is read comes in buffers of these, which the reader may give back. */
  readonly pieces?: PiecePool | undefined;
  /** Asked before anything is written or taken for missing: a folder may not be mounted. */
  readonly marker?: Marker | undefined;
}

/** Blobs as files below `root`. A name appears only when its content is whole, checked and synced. */
export class FolderStore implements BlobStore {
  readonly #root: string;
  readonly #pieces: PiecePool | undefined;
  readonly #marker: Marker | undefined;

  constructor(root: string, { pieces, marker }: FolderStoreOptions = {}) {
    this.#root = root;
    this.#pieces = pieces;
    this.#marker = marker;
  }

  async put(key: string, source: AsyncIterable<Uint8Array>, request: PutRequest): Promise<void> {
    const path = blobPath(this.#root, key);
    await this.#marker?.assertOurs();
    const temporary = join(this.#root, INCOMING_FOLDER, TEMPORARY + randomUUID());
    await mkdir(dirname(temporary), { recursive: true });
    try {
      await writeVerified(temporary, source, request);
      await renameDurably(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  /**
   * Takes over a file that is whole, checked, synced, and on the same file system. May run twice:
   * a file that is in place already is only made durable. Throws `blob-missing` when it is nowhere.
   */
  async adopt(key: string, path: string): Promise<void> {
    const target = blobPath(this.#root, key);
    await this.#marker?.assertOurs();
    try {
      await renameDurably(path, target);
    } catch (cause) {
      if (systemErrorCode(cause) !== 'ENOENT') throw cause;
      if ((await this.head(key)) === null) {
        throw new AppError('blob-missing', `nothing to adopt as ${key}`, { cause });
      }
      await syncFolder(dirname(target));
    }
  }

  async head(key: string): Promise<BlobStat | null> {
    try {
      const file = await stat(blobPath(this.#root, key));
      return file.isFile() ? { size: file.size, crc64: null } : null;
    } catch (error) {
      if (!isMissing(error)) throw error;
      await this.#marker?.assertOurs();
      return null;
    }
  }

  async read(key: string, range?: ByteRange): Promise<BlobReader> {
    try {
      return await openFileReader(blobPath(this.#root, key), range, this.#pieces);
    } catch (error) {
      if (isAppError(error, 'blob-missing')) await this.#marker?.assertOurs();
      throw error;
    }
  }

  pathOf(key: string): string {
    return blobPath(this.#root, key);
  }

  async delete(key: string): Promise<void> {
    const path = blobPath(this.#root, key);
    try {
      await rm(path);
      await syncFolder(dirname(path));
    } catch (error) {
      if (!isMissing(error)) throw error;
      await this.#marker?.assertOurs();
    }
  }

  async *list(prefix: string): AsyncGenerator<BlobEntry> {
    await this.#marker?.assertOurs();
    yield* listFolder(this.#root, prefix);
  }

  /** Removes what puts cut short by a crash have left, if older than `ageMs`. */
  async discardAbandoned(ageMs: number, nowMs: number): Promise<number> {
    const folder = join(this.#root, INCOMING_FOLDER);
    let discarded = 0;
    for (const name of await readdir(folder).catch(noneIfMissing)) {
      if (!name.startsWith(TEMPORARY)) continue;
      const file = await stat(join(folder, name)).catch(() => null);
      if (file === null || nowMs - file.mtimeMs < ageMs) continue;
      await rm(join(folder, name), { force: true });
      discarded += 1;
    }
    return discarded;
  }
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '');
}

function noneIfMissing(error: unknown): string[] {
  if (isMissing(error)) return [];
  throw error;
}

/**
 * Writes a new file and syncs it, or throws `digest-mismatch` as soon as it can't be the one
 * expected any more. What a failure leaves behind is the caller's to remove.
 */
async function writeVerified(
  path: string,
  source: AsyncIterable<Uint8Array>,
  request: PutRequest,
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    const check = new ContentCheck(request, { hashes: true });
    await writeBatches(file, source, (chunk) => {
      request.signal?.throwIfAborted();
      check.update(chunk);
    });
    check.finish();
    request.signal?.throwIfAborted();
    await file.sync();
  } finally {
    await file.close();
  }
}
