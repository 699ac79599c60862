import { link, mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isMissing, systemErrorCode } from './system-error.ts';

/** Renames a file whose content is already synced, and returns when the new name is durable too. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await inFolderOf(to, () => rename(from, to));
  await syncFolder(dirname(to));
}

/**
 * Gives a file whose content is already synced a second name, and returns when that is durable. False
 * when a file of that name is there.
 */
export async function linkDurably(from: string, to: string): Promise<boolean> {
  try {
    await inFolderOf(to, () => link(from, to));
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
    return false;
  }
  await syncFolder(dirname(to));
  return true;
}

/** The folder is there for all but the first file of a day. */
async function inFolderOf(path: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!isMissing(error)) throw error;
    await makeFolder(dirname(path));
    await act();
  }
}

/** A file's name is safe only after its folder is synced. Windows has no such call and no need. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Makes the folder and those above it that are missing, durably. */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  const outermost = await mkdir(path, { recursive: true, mode });
  if (outermost === undefined) return;
  for (let made = path; made.length >= outermost.length; made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}
