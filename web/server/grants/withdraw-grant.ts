import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { grants } from '@workcompanion/db/schema/grants';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { WithdrawGrant } from '../../contract/users.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Counts from the next request on, also for footage that is playing. Twice is no error. */
export async function withdrawGrant(ctx: UserContext, { grant: id }: WithdrawGrant): Promise<void> {
  assertRight(ctx.user, 'users');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const [grant] = await tx.select().from(grants).where(eq(grants.id, id)).for('update');
    if (!grant) throw new AppError('not-found', `There is no grant ${id}.`);
    if (grant.withdrawnAt !== null) return;
    await tx.update(grants).set({ withdrawnAt: at }).where(eq(grants.id, id));
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'grant.withdrawn',
      entityType: 'user',
      entityId: grant.userId,
      details: { grant: id, right: grant.right },
    });
  });
}
