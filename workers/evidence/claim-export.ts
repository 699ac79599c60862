import type { Tx } from '@workcompanion/db/client';
import { exports } from '@workcompanion/db/schema/exports';
import { withTransaction } from '@workcompanion/db/transaction';
import { type SQL, sql } from 'drizzle-orm';
import { ClaimQueue } from '../claims/claim-queue.ts';
import type { EvidenceContext } from './gather/evidence-context.ts';
import { tellExport } from './tell-export.ts';

/** An export that this process has claimed. */
export type ClaimedExport = Pick<
  typeof exports.$inferSelect,
  'id' | 'lease' | 'attempts' | 'requestedBy'
>;

export const EXPORT_QUEUE = new ClaimQueue(exports);

/** The oldest export that waits, or whose process died; null when there is none. */
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
      ...EXPORT_QUEUE.claim(leaseMs),
      state: 'running',
      step: 'gathering',
      progress: 0,
      notBefore: null,
      startedAt: sql`coalesce(${exports.startedAt}, now())`,
    })
    .where(
      EXPORT_QUEUE.next({
        waiting: sql`state in ('queued', 'running') and cancelled_at is null`,
        order: sql`id`,
        limit: 1,
      }),
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
export function isExportOurs(claimed: ClaimedExport): SQL {
  return sql`${EXPORT_QUEUE.isHeldBy(claimed)} and ${exports.state} = 'running'`;
}
