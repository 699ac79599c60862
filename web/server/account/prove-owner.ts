import { verify } from '@node-rs/argon2';
import { AppError } from '@workcompanion/core/errors';
import type { Db, Tx } from '@workcompanion/db/client';
import { passkeys } from '@workcompanion/db/schema/passkeys';
import type { SignedInBy } from '@workcompanion/db/schema/sessions';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import type { ProveOwner, ShowSecondFactor } from '../../contract/account.ts';
import { findAccount } from '../auth/find-account.ts';
import { codeLimit, countGuess, forgetGuesses, placeLimit } from '../auth/guess-limits.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { takePasskey } from './passkeys/take-passkey.ts';
import { takeCode } from './take-code.ts';

type UserRow = typeof users.$inferSelect;

type Server = Pick<ServerContext, 'db' | 'masterKey' | 'now' | 'config'>;

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

/** Throws `wrong-password`, `too-many-requests`: a session that was left open proves nothing. */
export async function provePassword(ctx: UserContext, password: string): Promise<void> {
  const attempt = { email: ctx.user.email, address: `account ${ctx.user.id}` };
  await countGuess(ctx, placeLimit(attempt));
  const [row] = await ctx.db.select().from(users).where(eq(users.id, ctx.user.id));
  if (!(row?.passwordHash && (await verify(row.passwordHash, password)))) {
    throw new AppError('wrong-password', 'This is not the password of the account.');
  }
  await forgetGuesses(ctx, placeLimit(attempt));
}

export async function hasFactor(db: Db | Tx, user: UserRow): Promise<boolean> {
  if (user.totpSince !== null) return true;
  const own = await db
    .select({ id: passkeys.id })
    .from(passkeys)
    .where(eq(passkeys.userId, user.id))
    .limit(1);
  return own.length > 0;
}

/** By what of the account's it was. Throws `wrong-code`, `second-factor-needed`, `too-many-requests`. */
export async function proveFactor(
  ctx: Server,
  user: UserRow,
  { code, passkey }: ShowSecondFactor,
): Promise<SignedInBy> {
  if (passkey === null && code === '') {
    throw new AppError('second-factor-needed', 'The second factor is missing.');
  }
  await countGuess(ctx, codeLimit(user.id));
  if (passkey !== null && (await takePasskey(ctx, passkey)) !== user.id) {
    throw new AppError('wrong-code', 'This passkey is of another account.');
  }
  const by = passkey !== null ? 'passkey' : await takeCode(ctx, user, code);
  if (by === null) throw new AppError('wrong-code', 'This is not the code of now.');
  await forgetGuesses(ctx, codeLimit(user.id));
  return by;
}
