import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidencePackageId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { evidencePackageParts } from '@workcompanion/db/schema/evidence-package-parts';
import { eq } from 'drizzle-orm';

/** Ciphertext of segments, which is compared with its own hash wherever it is used. */
export const SPOOLED = '.ts.aes';

export function workFolder(folder: string): string {
  return join(folder, 'work');
}

/** Where a package keeps what is made for it, as ciphertext, until its package is whole. */
export function workFolderOf(folder: string, id: EvidencePackageId): string {
  return join(workFolder(folder), id);
}

/** Makes the folder, and drops what earlier claims have left unfinished there. */
export async function openWorkFolder(path: string, finished: ReadonlySet<string>): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  for (const name of await readdir(path)) {
    if (!finished.has(name) && !name.endsWith(SPOOLED)) await rm(join(path, name), { force: true });
  }
}

/** Deletes the work of a settled package, which nobody continues. */
export async function discardWork(db: Db, folder: string, id: EvidencePackageId): Promise<void> {
  await rm(workFolderOf(folder, id), { recursive: true, force: true });
  await db.delete(evidencePackageParts).where(eq(evidencePackageParts.evidencePackageId, id));
}
