import { AppError } from '@workcompanion/core/errors';
import { tellEvidencePackage } from '@workcompanion/db/queries/tell-evidence-package';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type { OneEvidencePackage } from '../../contract/evidence-packages.ts';
import type { UserContext } from '../auth/user-context.ts';
import { workableEvidencePackage } from './find-evidence-package.ts';

/** Once more what failed, under the approval that it had. Throws `in-use` when it did not fail. */
export async function retryEvidencePackage(
  ctx: UserContext,
  { evidencePackage: id }: OneEvidencePackage,
): Promise<void> {
  await workableEvidencePackage(ctx, id);
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const again = await tx
      .update(evidencePackages)
      .set({
        state: 'queued',
        attempts: 0,
        progress: 0,
        step: null,
        notBefore: null,
        lastError: null,
        cancelledAt: null,
        finishedAt: null,
      })
      .where(and(eq(evidencePackages.id, id), eq(evidencePackages.state, 'failed')));
    if (again.rowCount === 0) throw new AppError('in-use', 'Only what failed is tried again.');
    await tellEvidencePackage(tx, {
      evidencePackage: id,
      at,
      action: 'requested',
      audited: 'evidence-package.retried',
      by: ctx.user.id,
      details: { isRetry: true },
    });
  });
}
