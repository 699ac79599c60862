import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { OneUser } from '../../contract/users.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { findAccount } from './find-account.ts';

/** They may sign in again, with the password they had. Twice is no error. */
export async function enableUser(ctx: UserContext, { user: id }: OneUser): Promise<void> {
  assertRight(ctx.user, 'users');
  await withTransaction(ctx.db, async (tx) => {
    const user = await findAccount(tx, id);
    if (user.disabledAt === null) return;
    await tx.update(users).set({ disabledAt: null }).where(eq(users.id, id));
    await appendAuditEntry(tx, {
      at: ctx.now(),
      userId: ctx.user.id,
      action: 'user.enabled',
      subject: `user:${id}`,
      details: { email: user.email },
    });
  });
}
