import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { OneUser } from '../../contract/users.ts';
import { assertRight } from '../auth/assert-right.ts';
import { endSessions } from '../auth/end-sessions.ts';
import type { UserContext } from '../auth/user-context.ts';
import { endLinks } from '../invitations/make-link.ts';
import { assertAdminRemains, lockAccounts } from './assert-admin-remains.ts';
import { findAccount } from './find-account.ts';

/** The account's sessions end with their next request, and its open links. Twice is no error. */
export async function disableUser(ctx: UserContext, { user: id }: OneUser): Promise<void> {
  assertRight(ctx.user, 'users');
  if (id === ctx.user.id) throw new AppError('forbidden', 'Nobody disables their own account.');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    await lockAccounts(tx);
    const user = await findAccount(tx, id);
    if (user.disabledAt !== null) return;
    await tx.update(users).set({ disabledAt: at }).where(eq(users.id, id));
    await endSessions(tx, ctx, { user: id, why: 'disabled' });
    await endLinks(tx, id);
    await assertAdminRemains(tx);
    await appendAuditEntry(tx, {
      at,
      userId: ctx.user.id,
      action: 'user.disabled',
      subject: `user:${id}`,
      details: { email: user.email },
    });
  });
}
