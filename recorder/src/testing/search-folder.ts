import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Paths of all files under `folder` that hold one of `needles`. */
export async function searchFolder(
  folder: string,
  needles: readonly (Buffer | string)[],
): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path).catch(() => Buffer.alloc(0));
    if (needles.some((needle) => content.includes(needle))) found.push(path);
  }
  return found;
}
