import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { releaseKeysOfPem } from '@workcompanion/core/releases/release-key';
import { FolderStore } from '@workcompanion/core/storage/folder-store';

/** When the file of an upload that broke off is deleted. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;

/** Where the MSIs of releases lie, and whose signatures count. */
export class ReleaseStore {
  readonly folder: string;
  readonly files: FolderStore;
  /** While there is none, nothing is taken. */
  readonly keys: readonly KeyObject[];

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
}

/** Named by its content: no two uploads can mix. */
export function releaseFile({ sha256 }: { readonly sha256: string }): string {
  return `${sha256}.msi`;
}
