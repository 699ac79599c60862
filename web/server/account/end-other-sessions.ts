import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { withTransaction } from '@workcompanion/db/transaction';
import { endSessions } from '../auth/end-sessions.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Signs out everywhere but here. */
export async function endOtherSessions(ctx: UserContext): Promise<void> {
  const { id: user } = ctx.user;
  await withTransaction(ctx.db, async (tx) => {
    await endSessions(tx, ctx, { user, why: 'ended-by-owner', but: ctx.session.id });
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'session.ended-others',
      entityType: 'user',
      entityId: user,
    });
  });
}
