import { verify } from '@node-rs/argon2';
import { AppError } from '@workcompanion/core/errors';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import { type SecondFactor, takeCode } from '../account/take-code.ts';
import type { ServerContext } from '../context.ts';
import { hashPassword } from './hash-password.ts';
import { normaliseEmail } from './normalise-email.ts';

type UserRow = typeof users.$inferSelect;

export interface SignInAttempt {
  readonly email: string;
  readonly password: string;
  /** Of an authenticator, or a recovery code; empty when none was asked for yet. */
  readonly code?: string;
  /** Of the client, as the trusted proxies tell it. */
  readonly address: string;
}

export type SignInVerdict =
  | { readonly ok: true; readonly user: UserRow; readonly by: 'password' | SecondFactor }
  | { readonly ok: false; readonly user: UserRow | null; readonly why: SignInRefusal };
export type SignInRefusal = 'unknown' | 'password' | 'code' | 'disabled';

const RETRY_AFTER_SECONDS = 15 * 60;

/** Compared against when no such account exists, so that the answer takes as long. */
const decoyHash = hashPassword('nobody has this password');

/**
 * Who it is, by password and, where the account has one, second factor. Throws `too-many-requests`,
 * and `second-factor-needed` when only the code is missing.
 */
export async function verifySignIn(
  ctx: Pick<ServerContext, 'db' | 'signInThrottle' | 'masterKey' | 'now'>,
  { password, code = '', address, ...given }: SignInAttempt,
): Promise<SignInVerdict> {
  const attempt = { email: normaliseEmail(given.email), address };
  if (!ctx.signInThrottle.allows(attempt)) throw tooMany();
  // Counted as failed until it has succeeded: tries that run side by side count too.
  ctx.signInThrottle.failed(attempt);
  const [user] = await ctx.db.select().from(users).where(eq(users.email, attempt.email));
  const matches = await verify(user?.passwordHash ?? (await decoyHash), password);
  if (!user) return { ok: false, user: null, why: 'unknown' };
  if (!(user.passwordHash && matches)) return { ok: false, user, why: 'password' };
  if (user.disabledAt !== null) return { ok: false, user, why: 'disabled' };
  const by = user.totpSince === null ? 'password' : await secondFactor(ctx, user, code);
  if (by === null) return { ok: false, user, why: 'code' };
  ctx.signInThrottle.succeeded(attempt);
  return { ok: true, user, by };
}

async function secondFactor(
  ctx: Pick<ServerContext, 'db' | 'signInThrottle' | 'masterKey' | 'now'>,
  user: UserRow,
  code: string,
): Promise<SecondFactor | null> {
  if (code.trim() === '') {
    throw new AppError('second-factor-needed', 'The code of the authenticator is missing.');
  }
  if (!ctx.signInThrottle.allowsCode(user.id)) throw tooMany();
  ctx.signInThrottle.codeFailed(user.id);
  const taken = await takeCode(ctx, user, code);
  if (taken !== null) ctx.signInThrottle.codeTaken(user.id);
  return taken;
}

function tooMany(): AppError {
  return new AppError('too-many-requests', 'Too many failed sign-ins: try again later.', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
