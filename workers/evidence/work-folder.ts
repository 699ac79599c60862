import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unwrapKey, wrapKey } from '@workcompanion/core/crypto/wrap-key';
import type { EvidencePackageId } from '@workcompanion/core/ids';
import { SEALED_FILE_KEY_BYTES } from '@workcompanion/core/storage/sealed-file';
import type { Db } from '@workcompanion/db/client';
import { evidencePackageParts, evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { eq, sql } from 'drizzle-orm';
import { type ClaimedEvidencePackage, isEvidencePackageOurs } from './claim-evidence-package.ts';
import type { MakingContext } from './gather/evidence-context.ts';
import { GivenUp } from './keep-lease.ts';

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

/**
 * The key of everything that is made for a package until its package is whole: the one that is there
 * already, so that this claim can go on from what another has finished.
 */
export async function openWorkKey(
  { db, masterKey }: MakingContext,
  claimed: ClaimedEvidencePackage,
): Promise<Buffer> {
  const context = `package-work:${claimed.id}`;
  const fresh = wrapKey(masterKey, randomBytes(SEALED_FILE_KEY_BYTES), context);
  const [row] = await db
    .update(evidencePackages)
    .set({ wrappedWorkKey: sql`coalesce(${evidencePackages.wrappedWorkKey}, ${fresh})` })
    .where(isEvidencePackageOurs(claimed))
    .returning({ wrapped: evidencePackages.wrappedWorkKey });
  if (row?.wrapped == null) throw new GivenUp('overtaken');
  return unwrapKey(masterKey, row.wrapped, context);
}
