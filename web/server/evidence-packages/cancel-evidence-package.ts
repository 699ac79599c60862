import { settlePackage } from '@workcompanion/db/notifications/settle-decided';
import { tellEvidencePackage } from '@workcompanion/db/queries/tell-evidence-package';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { OneEvidencePackage } from '../../contract/evidence-packages.ts';
import type { UserContext } from '../auth/user-context.ts';
import { workableEvidencePackage } from './find-evidence-package.ts';

const WAITING = ['awaiting-approval', 'queued'] as const;

/**
 * What waits is cancelled at once; a worker that is at it sees `cancelled_at` and leaves off. What is
 * over stays as it is.
 */
export async function cancelEvidencePackage(
  ctx: UserContext,
  { evidencePackage: id }: OneEvidencePackage,
): Promise<void> {
  await workableEvidencePackage(ctx, id);
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const waited = await tx
      .update(evidencePackages)
      .set({
        state: 'cancelled',
        cancelledAt: at,
        finishedAt: at,
        wrappedPassword: null,
        wrappedWorkKey: null,
      })
      .where(and(eq(evidencePackages.id, id), inArray(evidencePackages.state, [...WAITING])));
    const isRunning = and(
      eq(evidencePackages.id, id),
      eq(evidencePackages.state, 'running'),
      isNull(evidencePackages.cancelledAt),
    );
    const told =
      waited.rowCount === 0
        ? await tx.update(evidencePackages).set({ cancelledAt: at }).where(isRunning)
        : waited;
    if (told.rowCount === 0) return;
    await settlePackage(tx, id, at);
    await tellEvidencePackage(tx, {
      evidencePackage: id,
      at,
      action: 'cancelled',
      audited: 'evidence-package.cancelled',
      by: ctx.user.id,
    });
  });
}
