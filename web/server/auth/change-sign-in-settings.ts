import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { withTransaction } from '@workcompanion/db/transaction';
import type { SignInSettings } from '../../contract/sign-in-settings.ts';
import { assertRight } from './assert-right.ts';
import { readSignInSettings, writeSignInSettings } from './sign-in-settings.ts';
import type { UserContext } from './user-context.ts';

export async function showSignInSettings(ctx: UserContext): Promise<SignInSettings> {
  assertRight(ctx.user, 'users');
  return readSignInSettings(ctx.db);
}

/** How long sessions last and who must show a second factor, from the next request on. */
export async function changeSignInSettings(ctx: UserContext, value: SignInSettings): Promise<void> {
  assertRight(ctx.user, 'users');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const before = await readSignInSettings(tx);
    await writeSignInSettings(tx, value, { at, by: ctx.user.id });
    await appendAuditEntry(tx, {
      at,
      userId: ctx.user.id,
      action: 'sign-in.changed',
      subject: 'settings:sign-in',
      details: { before, after: value },
    });
  });
}
