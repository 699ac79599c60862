import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { withTransaction } from '@workcompanion/db/transaction';
import type { OneUser } from '../../contract/users.ts';
import { clearSecondFactor } from '../account/clear-second-factor.ts';
import { assertRight } from '../auth/assert-right.ts';
import { endSessions } from '../auth/end-sessions.ts';
import type { UserContext } from '../auth/user-context.ts';
import { findAccount } from './find-account.ts';

/** For whoever lost both the authenticator and the recovery codes. One's own goes by the password. */
export async function removeSecondFactorOfUser(
  ctx: UserContext,
  { user: id }: OneUser,
): Promise<void> {
  assertRight(ctx.user, 'users');
  if (id === ctx.user.id) {
    throw new AppError('forbidden', 'Remove your own second factor on your account page.');
  }
  await withTransaction(ctx.db, async (tx) => {
    const user = await findAccount(tx, id);
    if (user.totpSince === null) return;
    await clearSecondFactor(tx, id);
    await endSessions(tx, ctx, { user: id, why: 'second-factor-reset' });
    await appendAuditEntry(tx, {
      at: ctx.now(),
      userId: ctx.user.id,
      action: 'user.second-factor-removed',
      subject: `user:${id}`,
      details: { email: user.email },
    });
  });
}
