import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { ChangePassword } from '../../contract/account.ts';
import { endSessions } from '../auth/end-sessions.ts';
import { assertStrongPassword, hashPassword } from '../auth/password.ts';
import type { UserContext } from '../auth/user-context.ts';
import { provePassword } from './prove-owner.ts';

/** One's own. All other sessions end: whoever had the old password is out. */
export async function changePassword(
  ctx: UserContext,
  { current, next }: ChangePassword,
): Promise<void> {
  await provePassword(ctx, current);
  assertStrongPassword(next, ctx.user);
  const passwordHash = await hashPassword(next);
  await withTransaction(ctx.db, async (tx) => {
    await tx.update(users).set({ passwordHash }).where(eq(users.id, ctx.user.id));
    await endSessions(tx, ctx, {
      user: ctx.user.id,
      why: 'password-changed',
      but: ctx.session.id,
    });
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'account.password-changed',
      entityType: 'user',
      entityId: ctx.user.id,
    });
  });
}
