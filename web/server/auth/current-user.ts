import { AppError } from '@workcompanion/core/errors';
import { UserId } from '@workcompanion/core/ids';
import { users } from '@workcompanion/db/schema/users';
import { eq, sql } from 'drizzle-orm';
import { decode } from 'next-auth/jwt';
import { z } from 'zod';
import type { ServerContext } from '../context.ts';
import { readCookie } from './read-cookie.ts';
import { sessionCookieName } from './session-cookie.ts';
import type { SignedInUser } from './user-context.ts';

export const SessionClaims = z.object({ sub: UserId, sessionVersion: z.number().int() });
export type SessionClaims = z.infer<typeof SessionClaims>;

type Server = Pick<ServerContext, 'db' | 'config' | 'sessionSecret'>;

/**
 * Who a session cookie stands for, checked against the account's row at every request: a raised
 * `session_version` or a disabled account ends sessions at once. Throws `unauthenticated`.
 */
export async function currentUser(
  server: Server,
  cookieHeader: string | null,
): Promise<SignedInUser> {
  const claims = await sessionClaims(server, cookieHeader);
  if (!claims) throw signInFirst();
  const [row] = await server.db
    .select()
    .from(users)
    .where(eq(users.id, sql.placeholder('id')))
    .prepare('current_user')
    .execute({ id: claims.sub });
  if (!row || row.disabledAt !== null || row.sessionVersion !== claims.sessionVersion) {
    throw signInFirst();
  }
  const { id, name, email, roles, employeeId } = row;
  return { id, name, email, roles, employeeId };
}

async function sessionClaims(server: Server, cookieHeader: string | null) {
  const token = readCookie(cookieHeader, sessionCookieName(server.config.publicUrl));
  if (token === null) return null;
  const payload = await decode({ token, secret: server.sessionSecret }).catch(() => null);
  return SessionClaims.safeParse(payload).data ?? null;
}

function signInFirst(): AppError {
  return new AppError('unauthenticated', 'Sign in first.');
}
