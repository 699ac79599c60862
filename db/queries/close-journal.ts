import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { lt, sql } from 'drizzle-orm';
import { ADVISORY_LOCKS } from '../advisory-locks.ts';
import type { Db, Tx } from '../client.ts';
import { journalClosing } from '../schema/journal-entries.ts';
import { withTransaction } from '../transaction.ts';

/** While the lock is waited for, every new entry waits behind: an ingest that hangs must not stop all. */
const LOCK_TIMEOUT = '2s';

/**
 * When this returns, every entry received before `to` is committed, and none will ever be added.
 * Fails when an entry under way does not come to its end: then it is to be tried again later.
 */
export async function closeJournal(db: Db, to: UtcMicros): Promise<void> {
  await withTransaction(db, async (tx) => {
    await tx.execute(sql.raw(`set local lock_timeout = '${LOCK_TIMEOUT}'`));
    await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.journalClosing})`);
    await tx
      .insert(journalClosing)
      .values({ closedTo: to })
      .onConflictDoUpdate({
        target: journalClosing.isOnly,
        set: { closedTo: to },
        setWhere: lt(journalClosing.closedTo, to),
      });
  });
}

/** Nothing is received at a time before it any more; 0 before the first checkpoint. */
export async function readClosedTo(db: Db | Tx): Promise<UtcMicros> {
  const [closing] = await db.select().from(journalClosing);
  return closing?.closedTo ?? 0;
}
