import { AppError } from '@workcompanion/core/errors';
import type { ProveOwner } from '../../contract/account.ts';
import { findAccount } from '../auth/find-account.ts';
import type { UserContext } from '../auth/user-context.ts';
import { hasFactor, proveFactor } from './prove-factor.ts';
import { provePassword } from './prove-password.ts';

/** µs. Who comes by the company has no password here to be asked for. */
const FRESH = 10 * 60_000_000;

/**
 * That the owner sits there, before what a session that was left open, or a password that was seen, must
 * not do: by all that the account has. Throws `wrong-password`, `wrong-code`, `second-factor-needed`,
 * `too-many-requests`, and `sign-in-again` where it has nothing and the sign-in is not of just now.
 */
export async function proveOwner(ctx: UserContext, proof: ProveOwner): Promise<void> {
  const account = await findAccount(ctx.db, ctx.user.id);
  if (account.passwordHash !== null) await provePassword(ctx, proof.password);
  if (await hasFactor(ctx.db, account)) await proveFactor(ctx, account, proof);
  else if (account.passwordHash === null && ctx.now() > ctx.session.begunAt + FRESH) {
    throw new AppError('sign-in-again', 'Sign out and in again first.');
  }
}
