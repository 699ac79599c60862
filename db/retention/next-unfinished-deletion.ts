import type { DeletionId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { and, asc, gt, isNull, lte } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
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
