import type { Tx } from '@workcompanion/db/client';
import { tellEvidencePackage } from '@workcompanion/db/queries/tell-evidence-package';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { withTransaction } from '@workcompanion/db/transaction';
import { type SQL, sql } from 'drizzle-orm';
import { ClaimQueue } from '../claims/claim-queue.ts';
import type { EvidenceContext } from './gather/evidence-context.ts';

/** A package that this process has claimed. */
export type ClaimedEvidencePackage = Pick<
  typeof evidencePackages.$inferSelect,
  'id' | 'lease' | 'attempts' | 'requestedBy' | 'reissueOf'
>;

export const EVIDENCE_PACKAGE_QUEUE = new ClaimQueue(evidencePackages);

/** The oldest export that waits, or whose process died; null when there is none. */
export function claimEvidencePackage(
  { db, now }: Pick<EvidenceContext, 'db' | 'now'>,
  leaseMs: number,
): Promise<ClaimedEvidencePackage | null> {
  return withTransaction(db, async (tx) => {
    const claimed = await take(tx, leaseMs);
    if (claimed?.attempts === 1) {
      await tellEvidencePackage(tx, {
        evidencePackage: claimed.id,
        at: now(),
        action: 'started',
        audited: 'evidence-package.started',
        by: null,
      });
    }
    return claimed;
  });
}

async function take(tx: Tx, leaseMs: number): Promise<ClaimedEvidencePackage | null> {
  const [claimed] = await tx
    .update(evidencePackages)
    .set({
      ...EVIDENCE_PACKAGE_QUEUE.claim(leaseMs),
      state: 'running',
      step: 'gathering',
      progress: 0,
      notBefore: null,
      startedAt: sql`coalesce(${evidencePackages.startedAt}, now())`,
    })
    .where(
      EVIDENCE_PACKAGE_QUEUE.next({
        waiting: sql`state in ('queued', 'running') and cancelled_at is null`,
        order: sql`id`,
        limit: 1,
      }),
    )
    .returning({
      id: evidencePackages.id,
      lease: evidencePackages.lease,
      attempts: evidencePackages.attempts,
      requestedBy: evidencePackages.requestedBy,
      reissueOf: evidencePackages.reissueOf,
    });
  return claimed ?? null;
}

/** Nobody has claimed it after us, and nobody has settled it. */
export function isEvidencePackageOurs(claimed: ClaimedEvidencePackage): SQL {
  return sql`${EVIDENCE_PACKAGE_QUEUE.isHeldBy(claimed)} and ${evidencePackages.state} = 'running'`;
}
