import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import type { ControlAnswer } from '../../contract/control.ts';
import { OneUser } from '../../contract/users.ts';
import { findAccount } from '../auth/find-account.ts';
import type { UserContext } from '../auth/user-context.ts';
import { askOrApply } from '../control/ask-or-apply.ts';
import type { ControlledChange } from '../control/controlled-change.ts';
import { gainsOfOpening, readDuties } from './read-duties.ts';

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

/** They may sign in again, with the password they had. Twice is no error. */
export function enableUser(ctx: UserContext, wish: OneUser): Promise<ControlAnswer<null>> {
  return askOrApply(ctx, ENABLE_USER, wish);
}
