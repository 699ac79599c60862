import type { DeletionId, KeyId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { and, asc, eq, gt, isNull, lte } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { dataKeys } from '../schema/data-keys.ts';
import { deletions } from '../schema/deletions.ts';

export interface UnfinishedWish {
  readonly startedBefore: UtcMicros;
  readonly after: DeletionId | null;
}

/** The next, by id, of the deletions whose keys are destroyed and whose objects may still lie about. */
export async function nextUnfinishedDeletion(
  db: Db | Tx,
  { startedBefore, after }: UnfinishedWish,
): Promise<typeof deletions.$inferSelect | null> {
  const [row] = await db
    .select()
    .from(deletions)
    .where(
      and(
        isNull(deletions.finishedAt),
        lte(deletions.startedAt, startedBefore),
        after === null ? undefined : gt(deletions.id, after),
      ),
    )
    .orderBy(asc(deletions.id))
    .limit(1);
  return row ?? null;
}

/** The keys that a deletion has destroyed, oldest first. */
export async function keysOfDeletion(db: Db | Tx, id: DeletionId): Promise<KeyId[]> {
  const rows = await db
    .select({ id: dataKeys.id })
    .from(dataKeys)
    .where(eq(dataKeys.deletionId, id))
    .orderBy(asc(dataKeys.windowFrom), asc(dataKeys.id));
  return rows.map((row) => row.id);
}
