import { atMost } from '@workcompanion/core/concurrency/at-most';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { isRestorable } from '@workcompanion/core/storage/restorable';
import type { Db } from '@workcompanion/db/client';
import { advanceRestore, type Restore } from '@workcompanion/db/restores/advance-restore';
import { restores } from '@workcompanion/db/schema/restores';
import { OBJECT_KEY_COLUMNS, segments } from '@workcompanion/db/schema/segments';
import { formatUtcMicros } from '@workcompanion/db/schema/utc-micros';
import { eq, sql } from 'drizzle-orm';
import type { Job } from '../job.ts';

const EVERY_MS = 60_000;
/** µs. The quickest tier takes minutes; each look is a request to the archive, for each segment. */
const CHECKED_AFTER = 2 * 60_000_000;
const CHECKS_AT_ONCE = 8;
/** More than that wait for the next run: those that wait longest come first. */
const MOST_A_RUN = 2_000;

/**
 * Asks the archive for news of the restores that nobody waits for in front of a player: they become
 * ready, are asked for anew after a crash, and fail, without anybody looking.
 */
export const watchRestores: Job = {
  name: 'watch-restores',
  everyMs: EVERY_MS,
  run: async (ctx) => {
    const { archive, db, now, stopping } = ctx;
    if (archive === null || !isRestorable(archive)) return null;
    const checkedBefore = now() - CHECKED_AFTER;
    const open = await openRestores(db, { checkedBefore, limit: MOST_A_RUN });
    await atMost(CHECKS_AT_ONCE, open, async (one) => {
      if (!stopping.aborted) await advanceRestore(ctx, archive, one);
    });
    return open.length === 0 ? null : { checked: open.length };
  },
};

interface OpenRestore {
  readonly restore: Restore;
  /** The key of the object. */
  readonly key: string;
}

/** Restores that are neither ready nor failed and were not looked at since; those never looked at first. */
async function openRestores(
  db: Db,
  { checkedBefore, limit }: { readonly checkedBefore: number; readonly limit: number },
): Promise<OpenRestore[]> {
  const rows = await db
    .select({ restore: restores, segment: OBJECT_KEY_COLUMNS })
    .from(restores)
    .innerJoin(segments, eq(segments.id, restores.segmentId))
    .where(
      sql`${restores.readyAt} is null and ${restores.failedAt} is null
        and (${restores.checkedAt} is null
          or ${restores.checkedAt} <= ${formatUtcMicros(checkedBefore)}::timestamptz)`,
    )
    .orderBy(sql`${restores.checkedAt} nulls first`, restores.id)
    .limit(limit);
  return rows.map(({ restore, segment }) => ({ restore, key: segmentObjectKey(segment) }));
}
