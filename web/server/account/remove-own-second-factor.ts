import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { withTransaction } from '@workcompanion/db/transaction';
import type { ProvePassword } from '../../contract/account.ts';
import type { UserContext } from '../auth/user-context.ts';
import { clearSecondFactor } from './clear-second-factor.ts';
import { provePassword } from './prove-password.ts';

/** The account asks for the password alone again. Throws `wrong-password`. */
export async function removeOwnSecondFactor(
  ctx: UserContext,
  { password }: ProvePassword,
): Promise<void> {
  await provePassword(ctx, password);
  await withTransaction(ctx.db, async (tx) => {
    await clearSecondFactor(tx, ctx.user.id);
    await appendAuditEntry(tx, {
      at: ctx.now(),
      userId: ctx.user.id,
      action: 'account.second-factor-removed',
      subject: `user:${ctx.user.id}`,
      details: {},
    });
  });
}
