import { randomBytes } from 'node:crypto';
import { unwrapKey, wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { SEALED_FILE_KEY_BYTES } from '@workcompanion/core/storage/sealed-file';
import { exports } from '@workcompanion/db/schema/exports';
import { sql } from 'drizzle-orm';
import { type ClaimedExport, isExportOurs } from './claim-export.ts';
import type { MakingContext } from './gather/evidence-context.ts';
import { GivenUp } from './keep-lease.ts';

/**
 * The key of everything that is made for an export until its package is whole: the one that is there
 * already, so that this claim can go on from what another has finished.
 */
export async function openWorkKey(
  { db, masterKey }: MakingContext,
  claimed: ClaimedExport,
): Promise<Buffer> {
  const context = `export-work:${claimed.id}`;
  const fresh = wrapKey(masterKey, randomBytes(SEALED_FILE_KEY_BYTES), context);
  const [row] = await db
    .update(exports)
    .set({ wrappedWorkKey: sql`coalesce(${exports.wrappedWorkKey}, ${fresh})` })
    .where(isExportOurs(claimed))
    .returning({ wrapped: exports.wrappedWorkKey });
  if (row?.wrapped == null) throw new GivenUp('overtaken');
  return unwrapKey(masterKey, row.wrapped, context);
}
