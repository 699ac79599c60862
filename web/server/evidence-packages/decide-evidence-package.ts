import { AppError } from '@workcompanion/core/errors';
import { settlePackage } from '@workcompanion/db/notifications/settle-decided';
import { tellRequester } from '@workcompanion/db/notifications/tell-requester';
import { tellEvidencePackage } from '@workcompanion/db/queries/tell-evidence-package';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type { DecideEvidencePackage } from '../../contract/evidence-packages.ts';
import type { UserContext } from '../auth/user-context.ts';
import { workableEvidencePackage } from './find-evidence-package.ts';

/**
 * A second person agrees or refuses. Throws `forbidden` (also for whoever asked for it), `not-found`,
 * and `in-use` when it does not wait for that any more.
 */
export async function decideEvidencePackage(
  ctx: UserContext,
  { evidencePackage: id, isApproved, note }: DecideEvidencePackage,
): Promise<void> {
  const { row } = await workableEvidencePackage(ctx, id);
  if (row.requestedBy === ctx.user.id) {
    throw new AppError('forbidden', 'Somebody else has to decide what you asked for.');
  }
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const decided = await tx
      .update(evidencePackages)
      .set({
        state: isApproved ? 'queued' : 'refused',
        ...(isApproved ? {} : { wrappedPassword: null }),
        decidedAt: at,
        decidedBy: ctx.user.id,
        decisionNote: note,
      })
      .where(and(eq(evidencePackages.id, id), eq(evidencePackages.state, 'awaiting-approval')));
    if (decided.rowCount === 0) throw new AppError('in-use', 'This was decided already.');
    await settlePackage(tx, id, at);
    if (!isApproved) await tellRequester(tx, { evidencePackage: id, kind: 'package-refused', at });
    const words = isApproved
      ? ({ action: 'approved', audited: 'evidence-package.approved' } as const)
      : ({ action: 'refused', audited: 'evidence-package.refused' } as const);
    await tellEvidencePackage(tx, {
      evidencePackage: id,
      at,
      ...words,
      by: ctx.user.id,
      details: { note },
    });
  });
}
