import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClaimedExport } from './claim-export.ts';

export function workFolder(folder: string): string {
  return join(folder, 'work');
}

/** Where one claim of an export keeps ciphertext until its package is whole; empty. */
export async function openWorkFolder(
  folder: string,
  { id, lease }: Pick<ClaimedExport, 'id' | 'lease'>,
): Promise<string> {
  const path = join(workFolder(folder), `${id}.${lease}`);
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true, mode: 0o700 });
  return path;
}
