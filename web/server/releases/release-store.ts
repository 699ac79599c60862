import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { releaseKeysOfPem } from '@workcompanion/core/releases/release-key';
import { FolderStore, INCOMING_FOLDER } from '@workcompanion/core/storage/folder-store';
import type { ObjectStore } from '@workcompanion/core/storage/objects/object-store';
import type { Env } from '../../env.ts';

/** When the file of an upload that broke off is deleted. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;

/** Where the MSIs of releases lie, and whose signatures count. */
export class ReleaseStore {
  readonly files: ObjectStore;
  /** Where they are received; the files of a folder lie in it too. */
  readonly folder: string;
  /** While there is none, nothing is taken. */
  readonly keys: readonly KeyObject[];

  constructor(files: ObjectStore, folder: string, keys: readonly KeyObject[]) {
    this.files = files;
    this.folder = folder;
    this.keys = keys;
  }

  static async open(
    files: ObjectStore,
    env: Pick<Env, 'RELEASES_DIR' | 'RELEASE_PUBLIC_KEY_FILE'>,
  ): Promise<ReleaseStore> {
    const { RELEASES_DIR: folder, RELEASE_PUBLIC_KEY_FILE: keyFile } = env;
    const keys = keyFile === undefined ? [] : releaseKeysOfPem(await readFile(keyFile, 'utf8'));
    await new FolderStore(folder).discardAbandoned(ABANDONED_MS, Date.now());
    return new ReleaseStore(files, folder, keys);
  }

  /** Where an upload is written before it is known to be whole; on the file system of the folder. */
  incoming(name: string): string {
    return join(/*turbopackIgnore: true*/ this.folder, INCOMING_FOLDER, `put-${name}`);
  }
}
