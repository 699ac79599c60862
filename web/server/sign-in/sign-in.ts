import { verify } from '@node-rs/argon2';
import { AppError } from '@workcompanion/core/errors';
import type { SessionId } from '@workcompanion/core/ids';
import { appendAuditEntry, SYSTEM_ACTOR } from '@workcompanion/db/audit/append-audit-entry';
import { sessions } from '@workcompanion/db/schema/sessions';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, gt } from 'drizzle-orm';
import { z } from 'zod';
import { hasFactor } from '../account/prove-owner.ts';
import { type SecondFactor, takeCode } from '../account/take-code.ts';
import { normaliseEmail } from '../auth/find-account.ts';
import {
  accountLimit,
  addressLimit,
  codeLimit,
  countGuess,
  forgetGuesses,
  forgiveGuess,
  placeLimit,
} from '../auth/guess-limits.ts';
import { hashPassword } from '../auth/password.ts';
import type { ServerContext } from '../context.ts';
import { beginSession } from './begin-session.ts';

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

type SignInVerdict =
  | { readonly ok: true; readonly user: UserRow; readonly by: 'password' | SecondFactor }
  | { readonly ok: false; readonly user: UserRow | null; readonly why: SignInRefusal };

type SignInRefusal = 'unknown' | 'password' | 'code' | 'disabled';

/** Compared against when no such account exists, so that the answer takes as long. */
const decoyHash = hashPassword('nobody has this password');

export interface Entered {
  readonly user: typeof users.$inferSelect;
  readonly session: SessionId;
}

/** The session of whoever signs in by the form, or null. Throws as `verifySignIn`. */
export async function signIn(ctx: ServerContext, attempt: SignInAttempt): Promise<Entered | null> {
  const verdict = await verifySignIn(ctx, attempt);
  const { email, address, userAgent = '' } = attempt;
  if (!verdict.ok) {
    await refuseSession(ctx, { email, address, user: verdict.user, why: verdict.why });
    return null;
  }
  const { user, by } = verdict;
  const client = { address, userAgent };
  const hasSecondFactor = by !== 'password';
  const session = await withTransaction(ctx.db, (tx) =>
    beginSession(tx, ctx, { user, client, by, hasSecondFactor }),
  );
  return { user, session };
}

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

interface Refusal {
  /** As typed: a password that landed in the wrong field is no address, and is not kept. */
  readonly email: string;
  readonly user: Pick<typeof users.$inferSelect, 'id'> | null;
  readonly address: string;
  readonly why: string;
}

/** Tells the audit log of a sign-in that failed. The throttle bounds how many there can be. */
export async function refuseSession(
  ctx: Pick<ServerContext, 'db' | 'now'>,
  { email, user, address, why }: Refusal,
): Promise<void> {
  const known = z.email().safeParse(email.trim());
  await withTransaction(ctx.db, (tx) =>
    appendAuditEntry(tx, SYSTEM_ACTOR, {
      at: ctx.now(),
      action: 'session.refused',
      entityType: 'user',
      entityId: user?.id ?? 'unknown',
      details: { email: known.success ? known.data.toLowerCase() : null, address, why },
    }),
  );
}
