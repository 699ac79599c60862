import type { UserId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { passkeys } from '@workcompanion/db/schema/passkeys';
import { recoveryCodes } from '@workcompanion/db/schema/recovery-codes';
import { sessions } from '@workcompanion/db/schema/sessions';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import { endSessions } from '../auth/end-sessions.ts';
import { findAccount } from '../auth/find-account.ts';
import type { UserContext } from '../auth/user-context.ts';
import { hasFactor } from './prove-owner.ts';

/**
 * After a factor was added or removed: sessions from before end. This one has shown one of those that
 * are left; with none left it has shown nothing, and the codes that stood in for them go.
 */
export async function factorsChanged(tx: Tx, ctx: UserContext): Promise<void> {
  const { user, session } = ctx;
  const hasSecondFactor = await hasFactor(tx, await findAccount(tx, user.id));
  if (!hasSecondFactor) await clearSecondFactor(tx, user.id);
  await tx.update(sessions).set({ hasSecondFactor }).where(eq(sessions.id, session.id));
  await endSessions(tx, ctx, { user: user.id, why: 'second-factor-changed', but: session.id });
}

/** All that is one: the authenticator's secret, the passkeys, and the codes that stood in for them. */
export async function clearSecondFactor(tx: Tx, user: UserId): Promise<void> {
  await tx.update(users).set({ totpSecret: null, totpSince: null }).where(eq(users.id, user));
  await tx.delete(passkeys).where(eq(passkeys.userId, user));
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, user));
}
