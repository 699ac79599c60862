import type { Tx } from '@workcompanion/db/client';
import { exports } from '@workcompanion/db/schema/exports';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { EvidenceContext } from './evidence-context.ts';
import { tellExport } from './tell-export.ts';

/** An export that this process has claimed. */
export type ClaimedExport = Pick<
  typeof exports.$inferSelect,
  'id' | 'lease' | 'attempts' | 'requestedBy'
>;

/**
 * The oldest export that waits, or whose process died, now ours for `leaseMs`. Null: there is none. The
 * database's clock counts: processes may run on several machines.
 */
export function claimExport(
  { db, now }: Pick<EvidenceContext, 'db' | 'now'>,
  leaseMs: number,
): Promise<ClaimedExport | null> {
  return withTransaction(db, async (tx) => {
    const claimed = await take(tx, leaseMs);
    if (claimed?.attempts === 1) {
      await tellExport(tx, { id: claimed.id, at: now(), action: 'started', details: {} });
    }
    return claimed;
  });
}

async function take(tx: Tx, leaseMs: number): Promise<ClaimedExport | null> {
  const [claimed] = await tx
    .update(exports)
    .set({
      state: 'running',
      step: 'gathering',
      progress: 0,
      lease: sql`${exports.lease} + 1`,
      leaseUntil: sql`now() + ${leaseMs} * interval '1 millisecond'`,
      attempts: sql`${exports.attempts} + 1`,
      notBefore: null,
      startedAt: sql`coalesce(${exports.startedAt}, now())`,
    })
    .where(
      sql`id = (select id from exports
        where state in ('queued', 'running') and cancelled_at is null
          and (not_before is null or not_before <= now())
          and (lease_until is null or lease_until < now())
        order by id limit 1 for update skip locked)`,
    )
    .returning({
      id: exports.id,
      lease: exports.lease,
      attempts: exports.attempts,
      requestedBy: exports.requestedBy,
    });
  return claimed ?? null;
}

/** Nobody has claimed it after us, and nobody has settled it. */
export function isStillOurs({ id, lease }: ClaimedExport): SQL | undefined {
  return and(eq(exports.id, id), eq(exports.lease, lease), eq(exports.state, 'running'));
}
