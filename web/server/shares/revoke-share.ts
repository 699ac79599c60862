import { AppError } from '@workcompanion/core/errors';
import { tellEvidencePackage } from '@workcompanion/db/queries/tell-evidence-package';
import { shares } from '@workcompanion/db/schema/shares';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNull } from 'drizzle-orm';
import type { RevokeShare } from '../../contract/shares.ts';
import type { UserContext } from '../auth/user-context.ts';
import { workableEvidencePackage } from '../evidence-packages/find-evidence-package.ts';

/** Ends with the bearer's next request, also in a film that plays. Twice is no error. */
export async function revokeShare(ctx: UserContext, { share: id }: RevokeShare): Promise<void> {
  const [share] = await ctx.db.select().from(shares).where(eq(shares.id, id));
  if (!share) throw new AppError('not-found', `There is no share ${id} that you may open.`);
  await workableEvidencePackage(ctx, share.evidencePackageId);
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const revoked = await tx
      .update(shares)
      .set({ revokedAt: at, revokedBy: ctx.user.id })
      .where(and(eq(shares.id, id), isNull(shares.revokedAt)));
    if (revoked.rowCount === 0) return;
    await tellEvidencePackage(tx, {
      evidencePackage: share.evidencePackageId,
      at,
      action: 'share-revoked',
      audited: 'evidence-package.share-revoked',
      by: ctx.user.id,
      share: id,
      details: { recipient: share.recipient },
    });
  });
}
