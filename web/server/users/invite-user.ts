import { AppError } from '@workcompanion/core/errors';
import { newId, UserId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import type { AccountLink, InviteUser } from '../../contract/users.ts';
import { assertRight } from '../auth/assert-right.ts';
import { normaliseEmail } from '../auth/normalise-email.ts';
import type { UserContext } from '../auth/user-context.ts';
import { makeLink } from '../invitations/make-link.ts';
import { lockAccounts } from './assert-admin-remains.ts';
import { assertPersonFree, setManagedTeams } from './set-duties.ts';

/**
 * An account that nobody can sign in to yet, and the link by which its owner chooses a password.
 * Throws `already-exists` (the address, or the person, has an account), `not-found`.
 */
export async function inviteUser(ctx: UserContext, wish: InviteUser): Promise<AccountLink> {
  assertRight(ctx.user, 'users');
  const { name, roles, teams, employeeId } = wish;
  const id = newId(UserId);
  const email = normaliseEmail(wish.email);
  const at = ctx.now();
  return withTransaction(ctx.db, async (tx) => {
    await lockAccounts(tx);
    await assertPersonFree(tx, { user: id, employeeId });
    const made = await tx
      .insert(users)
      .values({ id, email, name, roles: [...new Set(roles)], employeeId, createdAt: at })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (made.length === 0) throw new AppError('already-exists', `${email} has an account.`);
    await setManagedTeams(tx, { user: id, teams });
    const link = await makeLink(tx, ctx, { user: id, purpose: 'invitation' });
    await appendAuditEntry(tx, {
      at,
      userId: ctx.user.id,
      action: 'user.invited',
      subject: `user:${id}`,
      details: { email, name, roles, teams, employeeId, expiresAt: link.expiresAt },
    });
    return link;
  });
}
