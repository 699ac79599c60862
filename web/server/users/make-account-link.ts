import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { withTransaction } from '@workcompanion/db/transaction';
import type { AccountLink, OneUser } from '../../contract/users.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { makeLink } from '../invitations/make-link.ts';
import { findAccount } from './find-account.ts';

/**
 * A new invitation for whoever has not come yet; for others a link to choose another password. The
 * present password stays valid until then. Throws `not-found`, also for a disabled account.
 */
export async function makeAccountLink(
  ctx: UserContext,
  { user: id }: OneUser,
): Promise<AccountLink> {
  assertRight(ctx.user, 'users');
  return withTransaction(ctx.db, async (tx) => {
    const user = await findAccount(tx, id);
    if (user.disabledAt !== null) throw new AppError('not-found', `Account ${id} is disabled.`);
    const purpose = user.passwordHash === null ? 'invitation' : 'password-reset';
    const link = await makeLink(tx, ctx, { user: id, purpose });
    await appendAuditEntry(tx, {
      at: ctx.now(),
      userId: ctx.user.id,
      action: 'user.link-made',
      subject: `user:${id}`,
      details: { purpose, email: user.email, expiresAt: link.expiresAt },
    });
    return link;
  });
}
