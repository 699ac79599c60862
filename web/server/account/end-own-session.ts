import { AppError } from '@workcompanion/core/errors';
import type { SessionId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { SessionEnd } from '@workcompanion/db/schema/sessions';
import { withTransaction } from '@workcompanion/db/transaction';
import type { OneSession } from '../../contract/account.ts';
import { endSessions } from '../auth/end-sessions.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Another browser of one's own, as one that was left open. Throws `not-found`. */
export async function endOwnSession(ctx: UserContext, { session }: OneSession): Promise<void> {
  await end(ctx, session, 'ended-by-owner');
}

/** Here: whoever has copied the cookie has nothing. */
export async function signOut(ctx: UserContext): Promise<void> {
  await end(ctx, ctx.session.id, 'signed-out');
}

async function end(ctx: UserContext, session: SessionId, why: SessionEnd): Promise<void> {
  const { id: user } = ctx.user;
  await withTransaction(ctx.db, async (tx) => {
    const ended = await endSessions(tx, ctx, { user, why, only: session });
    if (ended === 0) throw new AppError('not-found', 'You have no such session.');
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'session.ended',
      entityType: 'user',
      entityId: user,
      details: { session, why },
    });
  });
}
