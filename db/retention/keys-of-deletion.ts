import type { DeletionId, KeyId } from '@workcompanion/core/ids';
import { asc, eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { dataKeys } from '../schema/data-keys.ts';

/** The keys that a deletion has destroyed, oldest first. */
export async function keysOfDeletion(db: Db | Tx, id: DeletionId): Promise<KeyId[]> {
  const rows = await db
    .select({ id: dataKeys.id })
    .from(dataKeys)
    .where(eq(dataKeys.deletionId, id))
    .orderBy(asc(dataKeys.windowFrom), asc(dataKeys.id));
  return rows.map((row) => row.id);
}
