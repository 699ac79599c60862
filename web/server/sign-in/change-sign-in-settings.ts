import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { ControlAnswer } from '../../contract/control.ts';
import { ChangeSignInSettings, SignInSettings } from '../../contract/session.ts';
import { assertRight } from '../auth/assert-right.ts';
import { readSignInSettings, writeSignInSettings } from '../auth/sign-in-settings.ts';
import type { UserContext } from '../auth/user-context.ts';
import { askOrApply } from '../control/ask-or-apply.ts';
import type { ControlledChange } from '../control/controlled-change.ts';

export async function showSignInSettings(ctx: UserContext): Promise<SignInSettings> {
  assertRight(ctx.user, 'users');
  return readSignInSettings(ctx.db);
}

export const CHANGE_SIGN_IN_SETTINGS: ControlledChange<ChangeSignInSettings, null> = {
  kind: 'sign-in-settings',
  wish: ChangeSignInSettings,
  right: 'users',
  async judge(tx, _ctx, wish) {
    const before = await readSignInSettings(tx);
    const after = SignInSettings.parse(wish);
    const freed = before.secondFactorRoles.filter(
      (role) => !after.secondFactorRoles.includes(role),
    );
    const isLonger =
      after.sessionHours > before.sessionHours || after.idleMinutes > before.idleMinutes;
    return {
      gains: freed.length > 0 || isLonger ? ['opened-easier'] : [],
      // Only administrators agree: of their own role they could never be asked less.
      favoured: { users: [], roles: freed.filter((role) => role !== 'admin') },
      subject: 'settings:sign-in',
      facts: { before, after },
      state: { before },
    };
  },
  async apply(tx, ctx, wish, agreement) {
    const at = ctx.now();
    const after = SignInSettings.parse(wish);
    const before = await readSignInSettings(tx);
    await writeSignInSettings(tx, after, { at, by: ctx.user.id });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'sign-in.changed',
      entityType: 'settings',
      entityId: 'sign-in',
      before,
      after,
      details: agreement,
    });
    return null;
  },
};

/** How long sessions last and who must show a second factor, from the next request on. */
export function changeSignInSettings(
  ctx: UserContext,
  wish: ChangeSignInSettings,
): Promise<ControlAnswer<null>> {
  return askOrApply(ctx, CHANGE_SIGN_IN_SETTINGS, wish);
}
