import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { INCOMING_FOLDER } from '@workcompanion/core/storage/folder-store';
import { systemErrorCode } from '@workcompanion/core/storage/system-error';

/**
 * Removes bodies that nobody has written on since `beforeMs`, with the folders of large ones. Whoever
 * wanted to go on with one begins anew.
 */
export async function removeAttempts(hotDir: string, beforeMs: number): Promise<number> {
  const root = join(hotDir, INCOMING_FOLDER);
  let removed = 0;
  for (const name of await namesIn(root)) {
    const path = join(root, name);
    if (!(await isOld(path, beforeMs))) continue;
    const attempts = await namesIn(path);
    const ages = await Promise.all(attempts.map((each) => isOld(join(path, each), beforeMs)));
    if (!ages.every(Boolean)) continue;
    await rm(path, { recursive: true, force: true });
    removed += Math.max(1, attempts.length);
  }
  return removed;
}

/** Of a folder; none of a file, or when it is gone by now. */
async function namesIn(path: string): Promise<readonly string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) return [];
    throw error;
  }
}

async function isOld(path: string, beforeMs: number): Promise<boolean> {
  try {
    return (await stat(path)).mtimeMs < beforeMs;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
