import type { BlobStore } from '../blob-store.ts';

/** Where what is made besides footage lies: thumbnails, evidence packages, packed statements, releases. */
export interface ObjectStore extends BlobStore {
  /**
   * Takes over a file that is whole, checked and synced, of any size, without holding it in memory. The
   * file is gone afterwards. May run twice. Throws `blob-missing` when neither file nor blob is there,
   * and the signal's reason.
   */
  adopt(key: string, path: string, signal?: AbortSignal): Promise<void>;
}
