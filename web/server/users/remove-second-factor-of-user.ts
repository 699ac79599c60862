import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { ControlAnswer } from '../../contract/control.ts';
import { OneUser } from '../../contract/users.ts';
import { clearSecondFactor } from '../account/own-second-factor.ts';
import { hasFactor } from '../account/prove-owner.ts';
import { endSessions } from '../auth/end-sessions.ts';
import { findAccount } from '../auth/find-account.ts';
import type { UserContext } from '../auth/user-context.ts';
import { askOrApply } from '../control/ask-or-apply.ts';
import type { ControlledChange } from '../control/controlled-change.ts';
import { gainsOfOpening, readDuties } from './duties.ts';

export const REMOVE_SECOND_FACTOR: ControlledChange<OneUser, null> = {
  kind: 'second-factor-removed',
  wish: OneUser,
  right: 'users',
  async judge(tx, ctx, { user: id }) {
    if (id === ctx.user.id) {
      throw new AppError('forbidden', 'Remove your own second factor on your account page.');
    }
    const user = await findAccount(tx, id);
    const duties = await readDuties(tx, user);
    return {
      gains: (await hasFactor(tx, user)) ? await gainsOfOpening(tx, user, ctx.now()) : [],
      favoured: { users: [id], roles: [] },
      subject: `user:${id}`,
      facts: { email: user.email, ...duties },
      state: { duties, since: user.totpSince },
    };
  },
  async apply(tx, ctx, { user: id }, agreement) {
    const user = await findAccount(tx, id);
    if (!(await hasFactor(tx, user))) return null;
    await clearSecondFactor(tx, id);
    await endSessions(tx, ctx, { user: id, why: 'second-factor-reset' });
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'user.second-factor-removed',
      entityType: 'user',
      entityId: id,
      details: { ...agreement, email: user.email },
    });
    return null;
  },
};

/** For whoever lost both the authenticator and the recovery codes. One's own goes by the password. */
export function removeSecondFactorOfUser(
  ctx: UserContext,
  wish: OneUser,
): Promise<ControlAnswer<null>> {
  return askOrApply(ctx, REMOVE_SECOND_FACTOR, wish);
}
