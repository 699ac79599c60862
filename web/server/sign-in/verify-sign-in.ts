import { verify } from '@node-rs/argon2';
import { AppError } from '@workcompanion/core/errors';
import { sessions } from '@workcompanion/db/schema/sessions';
import { users } from '@workcompanion/db/schema/users';
import { and, eq, gt } from 'drizzle-orm';
import { hasFactor } from '../account/prove-factor.ts';
import { type SecondFactor, takeCode } from '../account/take-code.ts';
import {
  accountLimit,
  addressLimit,
  codeLimit,
  countGuess,
  forgetGuesses,
  forgiveGuess,
  placeLimit,
} from '../auth/guess-limits.ts';
import { hashPassword } from '../auth/hash-password.ts';
import { normaliseEmail } from '../auth/normalise-email.ts';
import type { ServerContext } from '../context.ts';

/** µs */
const OWNERS_FOR = 30 * 86_400_000_000;

type UserRow = typeof users.$inferSelect;

export interface SignInAttempt {
  readonly email: string;
  readonly password: string;
  /** A code of an authenticator, or a recovery code; empty when none was asked for yet. */
  readonly code?: string;
  /** The client's address, as the trusted proxies tell it. */
  readonly address: string;
  readonly userAgent?: string;
}

export type SignInVerdict =
  | { readonly ok: true; readonly user: UserRow; readonly by: 'password' | SecondFactor }
  | { readonly ok: false; readonly user: UserRow | null; readonly why: SignInRefusal };
type SignInRefusal = 'unknown' | 'password' | 'code' | 'disabled';

/** Compared against when no such account exists, so that the answer takes as long. */
const decoyHash = hashPassword('nobody has this password');

/**
 * Who it is, by password and, where the account has one, second factor. Throws `too-many-requests`,
 * and `second-factor-needed` when only the code is missing.
 */
export async function verifySignIn(
  ctx: Pick<ServerContext, 'db' | 'masterKey' | 'now'>,
  { password, code = '', address, ...given }: SignInAttempt,
): Promise<SignInVerdict> {
  const attempt = { email: normaliseEmail(given.email), address };
  const limits = [addressLimit(address)];
  if (!(await isOwnersAddress(ctx, attempt))) limits.push(accountLimit(attempt.email));
  await countGuess(ctx, placeLimit(attempt));
  for (const limit of limits) await countGuess(ctx, limit);
  const [user] = await ctx.db.select().from(users).where(eq(users.email, attempt.email));
  const matches = await verify(user?.passwordHash ?? (await decoyHash), password);
  if (!user) return { ok: false, user: null, why: 'unknown' };
  if (!(user.passwordHash && matches)) return { ok: false, user, why: 'password' };
  if (user.disabledAt !== null) return { ok: false, user, why: 'disabled' };
  const by = (await hasFactor(ctx.db, user)) ? await secondFactor(ctx, user, code) : 'password';
  if (by === null) return { ok: false, user, why: 'code' };
  await forgetGuesses(ctx, placeLimit(attempt));
  for (const limit of limits) await forgiveGuess(ctx, limit);
  return { ok: true, user, by };
}

/** Whether the account was signed in to from there within a month. */
async function isOwnersAddress(
  { db, now }: Pick<ServerContext, 'db' | 'now'>,
  { email, address }: { readonly email: string; readonly address: string },
): Promise<boolean> {
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(users.email, email),
        eq(sessions.address, address),
        gt(sessions.begunAt, now() - OWNERS_FOR),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

async function secondFactor(
  ctx: Pick<ServerContext, 'db' | 'masterKey' | 'now'>,
  user: UserRow,
  code: string,
): Promise<SecondFactor | null> {
  if (code.trim() === '') {
    throw new AppError('second-factor-needed', 'The code of the authenticator is missing.');
  }
  await countGuess(ctx, codeLimit(user.id));
  const taken = await takeCode(ctx, user, code);
  if (taken !== null) await forgetGuesses(ctx, codeLimit(user.id));
  return taken;
}
