import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import type { ControlAnswer } from '../../contract/control.ts';
import { OneUser } from '../../contract/users.ts';
import { endSessions } from '../auth/end-sessions.ts';
import { findAccount } from '../auth/find-account.ts';
import type { UserContext } from '../auth/user-context.ts';
import { wouldEndControl } from '../control/agreeing-accounts.ts';
import { askOrApply } from '../control/ask-or-apply.ts';
import { assertAdminRemains } from '../control/assert-admin-remains.ts';
import { type ControlledChange, NOBODY } from '../control/controlled-change.ts';
import { endLinks } from '../invitations/make-link.ts';
import { gainsOfOpening, readDuties } from './duties.ts';

export const ENABLE_USER: ControlledChange<OneUser, null> = {
  kind: 'account-enabled',
  wish: OneUser,
  right: 'users',
  async judge(tx, ctx, { user: id }) {
    const user = await findAccount(tx, id);
    const duties = await readDuties(tx, user);
    return {
      gains: user.disabledAt === null ? [] : await gainsOfOpening(tx, user, ctx.now()),
      favoured: { users: [id], roles: [] },
      subject: `user:${id}`,
      facts: { email: user.email, ...duties },
      state: { duties, disabledAt: user.disabledAt },
    };
  },
  async apply(tx, ctx, { user: id }, agreement) {
    const user = await findAccount(tx, id);
    if (user.disabledAt === null) return null;
    await tx.update(users).set({ disabledAt: null }).where(eq(users.id, id));
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'user.enabled',
      entityType: 'user',
      entityId: id,
      details: { ...agreement, email: user.email },
    });
    return null;
  },
};

/** It takes away, and needs another person only where it would end control by two. */
export const DISABLE_USER: ControlledChange<OneUser, null> = {
  kind: 'account-disabled',
  wish: OneUser,
  right: 'users',
  async judge(tx, ctx, { user: id }) {
    if (id === ctx.user.id) throw new AppError('forbidden', 'Nobody disables their own account.');
    const user = await findAccount(tx, id);
    const ends = user.disabledAt === null && (await wouldEndControl(tx, { user: id, roles: [] }));
    return {
      gains: ends ? ['control-ends'] : [],
      favoured: NOBODY,
      subject: `user:${id}`,
      facts: { email: user.email, roles: user.roles },
      state: { roles: user.roles, disabledAt: user.disabledAt },
    };
  },
  async apply(tx, ctx, { user: id }, agreement) {
    const at = ctx.now();
    const user = await findAccount(tx, id);
    if (user.disabledAt !== null) return null;
    await tx.update(users).set({ disabledAt: at }).where(eq(users.id, id));
    await endSessions(tx, ctx, { user: id, why: 'disabled' });
    await endLinks(tx, id);
    await assertAdminRemains(tx);
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'user.disabled',
      entityType: 'user',
      entityId: id,
      details: { ...agreement, email: user.email },
    });
    return null;
  },
};

/** The account's sessions end with their next request, and its open links. Twice is no error. */
export function disableUser(ctx: UserContext, wish: OneUser): Promise<ControlAnswer<null>> {
  return askOrApply(ctx, DISABLE_USER, wish);
}

/** They may sign in again, with the password they had. Twice is no error. */
export function enableUser(ctx: UserContext, wish: OneUser): Promise<ControlAnswer<null>> {
  return askOrApply(ctx, ENABLE_USER, wish);
}
