import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq, sql } from 'drizzle-orm';
import type { UserContext } from '../auth/user-context.ts';

/** Signs out everywhere, here too. */
export async function endOwnSessions(ctx: UserContext): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    await tx
      .update(users)
      .set({ sessionVersion: sql`${users.sessionVersion} + 1` })
      .where(eq(users.id, ctx.user.id));
    await appendAuditEntry(tx, {
      at: ctx.now(),
      userId: ctx.user.id,
      action: 'session.ended-all',
      subject: `user:${ctx.user.id}`,
      details: {},
    });
  });
}
