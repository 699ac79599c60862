import { randomBytes } from 'node:crypto';
import { unwrapKey, wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { SEALED_FILE_KEY_BYTES } from '@workcompanion/core/storage/sealed-file';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { sql } from 'drizzle-orm';
import { type ClaimedEvidencePackage, isEvidencePackageOurs } from './claim-evidence-package.ts';
import type { MakingContext } from './gather/evidence-context.ts';
import { GivenUp } from './keep-lease.ts';

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
