import { randomBytes } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import { users } from '@workcompanion/db/schema/users';
import { and, eq, isNull } from 'drizzle-orm';
import type { ProveOwner, SecondFactorBegun } from '../../contract/account.ts';
import type { UserContext } from '../auth/user-context.ts';
import { proveOwner } from './prove-owner.ts';
import { enrolmentOf, TOTP_SECRET_BYTES } from './totp.ts';
import { wrapTotpSecret } from './totp-secret.ts';

/**
 * A secret for the authenticator. It counts once a code of it was shown. Throws
 * `already-exists`, and as `proveOwner`.
 */
export async function beginSecondFactor(
  ctx: UserContext,
  proof: ProveOwner,
): Promise<SecondFactorBegun> {
  await proveOwner(ctx, proof);
  const { id, email } = ctx.user;
  const secret = randomBytes(TOTP_SECRET_BYTES);
  const begun = await ctx.db
    .update(users)
    .set({ totpSecret: wrapTotpSecret(ctx.masterKey, id, secret) })
    .where(and(eq(users.id, id), isNull(users.totpSince)))
    .returning({ id: users.id });
  if (begun.length === 0) throw new AppError('already-exists', 'There is a second factor already.');
  return enrolmentOf(secret, email);
}
