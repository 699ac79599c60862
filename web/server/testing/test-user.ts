import { randomBytes } from 'node:crypto';
import type { Role } from '@workcompanion/core/access';
import { newId, SessionId, UserId } from '@workcompanion/core/ids';
import { sessions } from '@workcompanion/db/schema/sessions';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import { encode } from 'next-auth/jwt';
import { hashPassword } from '../auth/password.ts';
import { sessionCookieName } from '../auth/session-cookie.ts';
import type { CurrentSession, UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';

/** The hash of a password that nobody knows. */
const passwordHash = await hashPassword(randomBytes(16).toString('hex'));

/** An account with a row, signed in, and verbs' view of it. */
export async function makeUser(ctx: ServerContext, roles: Role[]): Promise<UserContext> {
  const id = newId(UserId);
  const user = { id, name: 'Ada', email: `${id}@example.com`, roles, personId: null };
  await ctx.db.insert(users).values({ ...user, passwordHash, createdAt: ctx.now() });
  return { ...ctx, user, session: await beginTestSession(ctx, id) };
}

/** One that somebody has been signed in to: only those can agree to what needs two. */
export async function makeSignedInUser(ctx: ServerContext, roles: Role[]): Promise<UserContext> {
  const own = await makeUser(ctx, roles);
  const here = { lastSignInAt: ctx.now() };
  await ctx.db.update(users).set(here).where(eq(users.id, own.user.id));
  return own;
}

/** The `Cookie` header of a browser that signed in. */
export async function sessionCookie(ctx: ServerContext, user: UserId): Promise<string> {
  return cookieOf(ctx, user, (await beginTestSession(ctx, user)).id);
}

/** The `Cookie` header of the browser whose session it is. */
export async function cookieOf(ctx: ServerContext, user: UserId, sid: SessionId): Promise<string> {
  const token = await encode({
    token: { sub: user, sid },
    secret: ctx.sessionSecret,
    maxAge: 3600,
  });
  return `${sessionCookieName(ctx.config.publicUrl)}=${token}`;
}

async function beginTestSession(ctx: ServerContext, userId: UserId): Promise<CurrentSession> {
  const id = newId(SessionId);
  const begunAt = ctx.now();
  await ctx.db.insert(sessions).values({
    id,
    begunAt,
    userId,
    lastUsedAt: begunAt,
    address: '192.0.2.1',
    userAgent: 'A test',
    signedInBy: 'totp',
    hasSecondFactor: true,
  });
  return { id, begunAt, owes: null };
}
