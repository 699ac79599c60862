import type { UserId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { passkeys } from '@workcompanion/db/schema/passkeys';
import { recoveryCodes } from '@workcompanion/db/schema/recovery-codes';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';

/** All that is one: the authenticator's secret, the passkeys, and the codes that stood in for them. */
export async function clearSecondFactor(tx: Tx, user: UserId): Promise<void> {
  await tx.update(users).set({ totpSecret: null, totpSince: null }).where(eq(users.id, user));
  await tx.delete(passkeys).where(eq(passkeys.userId, user));
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, user));
}
