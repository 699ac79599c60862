import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { withTransaction } from '@workcompanion/db/transaction';
import type { OneUser } from '../../contract/users.ts';
import { assertRight } from '../auth/assert-right.ts';
import { endSessions } from '../auth/end-sessions.ts';
import { findAccount } from '../auth/find-account.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Signs them out everywhere, as when a computer was lost. */
export async function endSessionsOfUser(ctx: UserContext, { user: id }: OneUser): Promise<void> {
  assertRight(ctx.user, 'users');
  await withTransaction(ctx.db, async (tx) => {
    const user = await findAccount(tx, id);
    await endSessions(tx, ctx, { user: id, why: 'ended-by-admin' });
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'user.sessions-ended',
      entityType: 'user',
      entityId: id,
      details: { email: user.email },
    });
  });
}
