import { openAsBlob } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { PackageReader } from '@workcompanion/core/evidence/package-reader';
import { type FolderFile, readFolder } from '@workcompanion/core/evidence/read-folder';

/** An unpacked package on the disk. A link in it could show another file tomorrow. */
export async function openFolder(folder: string): Promise<PackageReader> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: FolderFile[] = [];
  let isPlain = true;
  for (const entry of found) {
    if (entry.isDirectory()) continue;
    if (!entry.isFile()) isPlain = false;
    const file = join(entry.parentPath, entry.name);
    files.push({
      path: relative(folder, file).split(sep).join('/'),
      bytes: entry.isFile() ? (await stat(file)).size : 0,
      open: () => openAsBlob(file),
    });
  }
  const reader = readFolder(files);
  return isPlain ? reader : { ...reader, ambiguity: 'links' };
}
