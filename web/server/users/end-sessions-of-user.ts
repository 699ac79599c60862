import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq, sql } from 'drizzle-orm';
import type { OneUser } from '../../contract/users.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { findAccount } from './find-account.ts';

/** Signs them out everywhere, as when a computer was lost. */
export async function endSessionsOfUser(ctx: UserContext, { user: id }: OneUser): Promise<void> {
  assertRight(ctx.user, 'users');
  await withTransaction(ctx.db, async (tx) => {
    const user = await findAccount(tx, id);
    await tx
      .update(users)
      .set({ sessionVersion: sql`${users.sessionVersion} + 1` })
      .where(eq(users.id, id));
    await appendAuditEntry(tx, {
      at: ctx.now(),
      userId: ctx.user.id,
      action: 'user.sessions-ended',
      subject: `user:${id}`,
      details: { email: user.email },
    });
  });
}
