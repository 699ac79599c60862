import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from '../files/system-error.ts';

/** Files under `root` whose key begins with `prefix`, by key; hidden ones left out. One folder at a time. */
export async function* listFolder(
  root: string,
  prefix: string,
  folderKey = '',
): AsyncGenerator<{ key: string; size: number }> {
  for (const name of await sortedNames(join(root, folderKey))) {
    const key = folderKey + name;
    if (key.endsWith('/')) {
      if (key.startsWith(prefix) || prefix.startsWith(key)) yield* listFolder(root, prefix, key);
    } else if (key.startsWith(prefix)) {
      const size = await sizeIfThere(join(root, key));
      if (size !== null) yield { key, size };
    }
  }
}

/** A folder sorts as its name with the slash, as object stores sort whole keys. */
async function sortedNames(path: string): Promise<string[]> {
  const entries = await ifThere(readdir(path, { withFileTypes: true }));
  return (entries ?? [])
    .filter((entry) => !entry.name.startsWith('.'))
    .map(nameOf)
    .sort();
}

function nameOf(entry: Dirent): string {
  return entry.isDirectory() ? `${entry.name}/` : entry.name;
}

async function sizeIfThere(path: string): Promise<number | null> {
  return (await ifThere(stat(path)))?.size ?? null;
}

/** Somebody may delete while we list. */
async function ifThere<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
