import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import type { AccountLink, ControlAnswer } from '../../contract/control.ts';
import { OneUser } from '../../contract/users.ts';
import { findAccount } from '../auth/find-account.ts';
import type { UserContext } from '../auth/user-context.ts';
import { askOrApply } from '../control/ask-or-apply.ts';
import type { ControlledChange } from '../control/controlled-change.ts';
import { makeLink } from '../invitations/make-link.ts';
import { sendLink } from '../invitations/send-link.ts';
import { gainsOfOpening, readDuties } from './duties.ts';

/** Whoever bears the link is in the account: it is never told to who asked alone. */
export const MAKE_ACCOUNT_LINK: ControlledChange<OneUser, AccountLink> = {
  kind: 'account-link',
  wish: OneUser,
  right: 'users',
  async judge(tx, ctx, { user: id }) {
    const user = await findEnabled(tx, id);
    const purpose = purposeOf(user);
    const duties = await readDuties(tx, user);
    return {
      gains: await gainsOfOpening(tx, user, ctx.now()),
      favoured: { users: [id], roles: [] },
      subject: `user:${id}`,
      facts: { purpose, email: user.email, ...duties },
      state: { purpose, email: user.email, duties },
    };
  },
  async apply(tx, ctx, { user: id }, agreement) {
    const user = await findEnabled(tx, id);
    const purpose = purposeOf(user);
    const link = await makeLink(tx, ctx, { user: id, purpose });
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'user.link-made',
      entityType: 'user',
      entityId: id,
      details: { ...agreement, purpose, email: user.email, expiresAt: link.expiresAt },
    });
    return link;
  },
};

/**
 * A new invitation for whoever has not come yet; for others a link to choose another password. The
 * present password stays valid until then. Throws `not-found`, also for a disabled account.
 */
export async function makeAccountLink(
  ctx: UserContext,
  wish: OneUser,
): Promise<ControlAnswer<AccountLink>> {
  return sendLink(ctx, await askOrApply(ctx, MAKE_ACCOUNT_LINK, wish));
}

type Account = Awaited<ReturnType<typeof findAccount>>;

async function findEnabled(tx: Tx, id: Account['id']): Promise<Account> {
  const user = await findAccount(tx, id);
  if (user.disabledAt === null) return user;
  throw new AppError('not-found', `Account ${id} is disabled.`);
}

function purposeOf({ passwordHash }: Account): 'invitation' | 'password-reset' {
  return passwordHash === null ? 'invitation' : 'password-reset';
}
