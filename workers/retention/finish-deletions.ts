import { type ErrorCode, isAppError } from '@workcompanion/core/errors';
import type { Db } from '@workcompanion/db/client';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { deletions } from '@workcompanion/db/schema/deletions';
import { and, asc, eq, gt, isNull, lte } from 'drizzle-orm';
import { certifyDeletion } from './certify-deletion.ts';
import { type DeletionRow, purgeDeletion } from './purge-deletion.ts';
import type { RetentionWork } from './retention-work.ts';

export interface Finished {
  readonly finished: number;
  readonly failed: number;
}

/**
 * Goes on with every deletion whose keys are destroyed: also those of another process that died, for
 * each step may be done twice. One that fails does not hold up the others.
 */
export async function finishDeletions(work: RetentionWork): Promise<Finished> {
  const total = { finished: 0, failed: 0 };
  let after: DeletionRow['id'] | null = null;
  while (work.mayGoOn()) {
    const deletion = await nextUnfinished(work, after);
    if (deletion === null) break;
    after = deletion.id;
    try {
      if (await finish(work, deletion)) total.finished += 1;
    } catch (err) {
      total.failed += 1;
      const lastError: ErrorCode = isAppError(err) ? err.code : 'internal';
      await work.db.update(deletions).set({ lastError }).where(eq(deletions.id, deletion.id));
      work.log.error({ err, deletion: deletion.id }, 'a deletion could not go on');
    }
  }
  return total;
}

async function finish(work: RetentionWork, deletion: DeletionRow): Promise<boolean> {
  const keys = await keysOf(work.db, deletion);
  if (!(await purgeDeletion(work, { deletion, keys }))) return false;
  await certifyDeletion(work, { deletion, keys });
  return true;
}

async function nextUnfinished(
  { db, now, settle }: RetentionWork,
  after: DeletionRow['id'] | null,
): Promise<DeletionRow | null> {
  const [row] = await db
    .select()
    .from(deletions)
    .where(
      and(
        isNull(deletions.finishedAt),
        lte(deletions.startedAt, now() - settle),
        after === null ? undefined : gt(deletions.id, after),
      ),
    )
    .orderBy(asc(deletions.id))
    .limit(1);
  return row ?? null;
}

async function keysOf(db: Db, { id }: DeletionRow) {
  const rows = await db
    .select({ id: dataKeys.id })
    .from(dataKeys)
    .where(eq(dataKeys.deletionId, id))
    .orderBy(asc(dataKeys.windowFrom), asc(dataKeys.id));
  return rows.map((row) => row.id);
}
