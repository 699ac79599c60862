import { opendir } from 'node:fs/promises';
import { AppError, isAppError } from '../../errors.ts';
import type { BlobReader, BlobStore, ByteRange } from '../blob-store.ts';
import { FOLDER_MARKER } from '../store-marker.ts';

/**
 * An archive folder on a disk of its own. While that is not mounted the folder is missing or empty,
 * which says nothing of any blob: to tell viewers that their footage is lost would be wrong.
 */
export class MountedFolder implements Pick<BlobStore, 'read'> {
  readonly #root: string;
  readonly #store: Pick<BlobStore, 'read'>;

  constructor(root: string, store: Pick<BlobStore, 'read'>) {
    this.#root = root;
    this.#store = store;
  }

  /** Throws `unavailable` besides. */
  async read(key: string, range?: ByteRange): Promise<BlobReader> {
    try {
      return await this.#store.read(key, range);
    } catch (error) {
      if (!isAppError(error, 'blob-missing') || (await hasEntries(this.#root))) throw error;
      throw new AppError('unavailable', 'the archive folder is missing or empty', {
        cause: error,
        details: { root: this.#root },
      });
    }
  }
}

async function hasEntries(folder: string): Promise<boolean> {
  try {
    // Closed by the end of the loop.
    for await (const { name } of await opendir(folder)) {
      // Our own marker lies on the disk that is wanted, and not under where it would be mounted.
      if (!name.startsWith('.') || name === FOLDER_MARKER) return true;
    }
  } catch {
    // Not there, or not to be read.
  }
  return false;
}
