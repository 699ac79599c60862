import { randomBytes } from 'node:crypto';
import { newId, UserId } from '@workcompanion/core/ids';
import { type Role, users } from '@workcompanion/db/schema/users';
import { encode } from 'next-auth/jwt';
import { hashPassword } from '../auth/hash-password.ts';
import { sessionCookieName } from '../auth/session-cookie.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';

/** Of a password that nobody knows. */
const passwordHash = await hashPassword(randomBytes(16).toString('hex'));

/** An account with a row, and verbs' view of it. */
export async function makeUser(ctx: ServerContext, roles: Role[]): Promise<UserContext> {
  const id = newId(UserId);
  const user = { id, name: 'Ada', email: `${id}@example.com`, roles, employeeId: null };
  await ctx.db.insert(users).values({ ...user, passwordHash, createdAt: ctx.now() });
  return { ...ctx, user };
}

/** The `Cookie` header of a browser that signed in while the account had this session version. */
export async function sessionCookie(
  ctx: ServerContext,
  user: UserId,
  sessionVersion = 1,
): Promise<string> {
  const token = await encode({
    token: { sub: user, sessionVersion },
    secret: ctx.sessionSecret,
    maxAge: 3600,
  });
  return `${sessionCookieName(ctx.config.publicUrl)}=${token}`;
}
