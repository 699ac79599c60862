import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@workcompanion/core/errors';
import { releaseKeysOfPem } from '@workcompanion/core/releases/release-key';
import { FolderStore } from '@workcompanion/core/storage/folder-store';

/** Each carries a hundred megabytes: the fleet comes in turns. */
const MOST_DOWNLOADS = 16;
const TRY_AGAIN_SECONDS = 60;
/** When the file of an upload that broke off is deleted. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;

/** Where the MSIs of releases lie, whose signatures count, and how many go out at once. */
export class ReleaseStore {
  readonly folder: string;
  readonly files: FolderStore;
  /** While there is none, nothing is taken. */
  readonly keys: readonly KeyObject[];
  #downloads = 0;

  constructor(folder: string, keys: readonly KeyObject[]) {
    this.folder = folder;
    this.files = new FolderStore(folder);
    this.keys = keys;
  }

  static async open(folder: string, keyFile: string | undefined): Promise<ReleaseStore> {
    const keys = keyFile === undefined ? [] : releaseKeysOfPem(await readFile(keyFile, 'utf8'));
    const store = new ReleaseStore(folder, keys);
    await store.files.discardAbandoned(ABANDONED_MS, Date.now());
    return store;
  }

  /** Where an upload is written before it is known to be whole; on the file system of `files`. */
  incoming(name: string): string {
    return join(/*turbopackIgnore: true*/ this.folder, '.incoming', `put-${name}`);
  }

  /** Throws `too-many-requests`. What is returned ends it; to call it twice does no harm. */
  beginDownload(): () => void {
    if (this.#downloads >= MOST_DOWNLOADS) {
      throw new AppError('too-many-requests', 'Many devices download this release now.', {
        retryAfterSeconds: TRY_AGAIN_SECONDS * (0.5 + Math.random()),
      });
    }
    this.#downloads += 1;
    let isOver = false;
    return () => {
      if (!isOver) this.#downloads -= 1;
      isOver = true;
    };
  }
}

/** Named by its content: no two uploads can mix. */
export function releaseFile({ sha256 }: { readonly sha256: string }): string {
  return `${sha256}.msi`;
}
