import { verify } from '@node-rs/argon2';
import { AppError } from '@workcompanion/core/errors';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';
import { hashPassword } from './hash-password.ts';
import { normaliseEmail } from './normalise-email.ts';

export interface SignInAttempt {
  readonly email: string;
  readonly password: string;
  /** Of the client, as the trusted proxies tell it. */
  readonly address: string;
}

const RETRY_AFTER_SECONDS = 15 * 60;

/** Compared against when no such account exists, so that the answer takes as long. */
const decoyHash = hashPassword('nobody has this password');

/** The account, or null when the address and password do not match. Throws `too-many-requests`. */
export async function verifySignIn(
  ctx: Pick<ServerContext, 'db' | 'signInThrottle'>,
  { password, address, ...given }: SignInAttempt,
): Promise<typeof users.$inferSelect | null> {
  const attempt = { email: normaliseEmail(given.email), address };
  if (!ctx.signInThrottle.allows(attempt)) {
    throw new AppError('too-many-requests', 'Too many failed sign-ins: try again later.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }
  // Counted as failed until it has succeeded: tries that run side by side count too.
  ctx.signInThrottle.failed(attempt);
  const [user] = await ctx.db.select().from(users).where(eq(users.email, attempt.email));
  const matches = await verify(user?.passwordHash ?? (await decoyHash), password);
  if (!user?.passwordHash || !matches || user.disabledAt !== null) return null;
  ctx.signInThrottle.succeeded(attempt);
  return user;
}
