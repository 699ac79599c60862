import { AppError } from '@workcompanion/core/errors';
import { newId, UserId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import type { AccountLink, ControlAnswer } from '../../contract/control.ts';
import { InviteUser } from '../../contract/users.ts';
import { normaliseEmail } from '../auth/find-account.ts';
import type { UserContext } from '../auth/user-context.ts';
import { askOrApply } from '../control/ask-or-apply.ts';
import { type ControlledChange, type Judgement, NOBODY } from '../control/controlled-change.ts';
import { gainedDuties, NO_DUTIES } from '../control/powers.ts';
import { makeLink } from '../invitations/make-link.ts';
import { sendLink } from '../invitations/send-link.ts';
import { assertPersonFree, assertTeams, setManagedTeams } from './duties.ts';

export const INVITE_USER: ControlledChange<InviteUser, AccountLink> = {
  kind: 'invitation',
  wish: InviteUser,
  right: 'users',
  judge: judgeInvitation,
  async apply(tx, ctx, wish, agreement) {
    const { name, roles, teams, personId } = wish;
    const id = newId(UserId);
    const email = normaliseEmail(wish.email);
    const at = ctx.now();
    const made = await tx
      .insert(users)
      .values({ id, email, name, roles: [...new Set(roles)], personId, createdAt: at })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (made.length === 0) throw emailTaken(email);
    await setManagedTeams(tx, { user: id, teams });
    const link = await makeLink(tx, ctx, { user: id, purpose: 'invitation' });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'user.invited',
      entityType: 'user',
      entityId: id,
      details: {
        ...agreement,
        email,
        name,
        roles,
        teams,
        personId,
        expiresAt: link.expiresAt,
      },
    });
    return link;
  },
};

/**
 * An account that nobody can sign in to yet, and the link by which its owner chooses a password: by e-mail
 * where mail is set up.
 * Throws `already-exists` (the address, or the person, has an account), `not-found`.
 */
export async function inviteUser(
  ctx: UserContext,
  wish: InviteUser,
): Promise<ControlAnswer<AccountLink>> {
  return sendLink(ctx, await askOrApply(ctx, INVITE_USER, wish));
}

async function judgeInvitation(tx: Tx, _ctx: UserContext, wish: InviteUser): Promise<Judgement> {
  const { name, roles, teams, personId } = wish;
  const email = normaliseEmail(wish.email);
  if ((await tx.$count(users, eq(users.email, email))) > 0) throw emailTaken(email);
  await assertPersonFree(tx, { user: newId(UserId), personId });
  await assertTeams(tx, teams);
  return {
    gains: gainedDuties(NO_DUTIES, wish),
    favoured: NOBODY,
    subject: `invitation:${email}`,
    facts: { email, name, roles, teams, personId },
    state: {},
  };
}

function emailTaken(email: string): AppError {
  return new AppError('already-exists', `${email} has an account.`);
}
