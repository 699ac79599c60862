import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClaimedExport } from './claim-export.ts';

export function workFolder(folder: string): string {
  return join(folder, 'work');
}

/** Where one claim of an export keeps ciphertext until its package is whole. */
export function workFolderOf(
  folder: string,
  { id, lease }: Pick<ClaimedExport, 'id' | 'lease'>,
): string {
  return join(workFolder(folder), `${id}.${lease}`);
}

export async function emptyFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true, mode: 0o700 });
}
