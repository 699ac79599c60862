import { stat } from 'node:fs/promises';
import { atMost } from '@workcompanion/core/concurrency/at-most';
import { isMissing } from '@workcompanion/core/files/system-error';
import { blobPath } from '@workcompanion/core/storage/blob-store';
import { listFolder } from '@workcompanion/core/storage/list-folder';
import { type BackupStore, storeFolder } from './backup-manifest.ts';
import { COPIES_AT_ONCE, copyFile } from './copy-file.ts';
import type { FileList } from './file-list.ts';
import { Progress } from './progress.ts';

export interface StoreCopy {
  readonly store: BackupStore;
  readonly source: string;
  /** The folder of the backup. */
  readonly folder: string;
  readonly list: FileList;
  readonly print: (line: string) => void;
}

/** Copies what is new or has changed since. What is deleted meanwhile is left out. */
export async function copyStore(copy: StoreCopy): Promise<void> {
  const { store, source, print } = copy;
  const total = { files: 0, bytes: 0 };
  for await (const { size } of listFolder(source, '')) {
    total.files += 1;
    total.bytes += size;
  }
  print(`${store}: ${total.files} files …`);
  const progress = new Progress(store, total, print);
  await atMost(COPIES_AT_ONCE, listFolder(source, ''), async ({ key, size }) => {
    await copyEntry(copy, key).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
    progress.add(size);
  });
}

async function copyEntry({ store, source, folder, list }: StoreCopy, key: string): Promise<void> {
  const from = blobPath(source, key);
  const to = blobPath(storeFolder(folder, store), key);
  const { size, mtimeMs } = await stat(from);
  const known = list.known(store, key);
  if (known?.bytes === size && known.modified === mtimeMs && (await sizeOf(to)) === size) {
    return list.keep(known);
  }
  const { bytes, sha256 } = await copyFile(from, to, { bytes: size });
  await list.add({
    store,
    key,
    bytes,
    sha256,
    modified: mtimeMs,
  });
}

async function sizeOf(path: string): Promise<number | null> {
  return (await stat(path).catch(() => null))?.size ?? null;
}
