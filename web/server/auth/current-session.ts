import { AppError } from '@workcompanion/core/errors';
import { SessionId, UserId } from '@workcompanion/core/ids';
import { sessions } from '@workcompanion/db/schema/sessions';
import { settings } from '@workcompanion/db/schema/settings';
import { users } from '@workcompanion/db/schema/users';
import { formatUtcMicros } from '@workcompanion/db/schema/utc-micros';
import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import { decode } from 'next-auth/jwt';
import { z } from 'zod';
import { SignInSettings } from '../../contract/session.ts';
import type { ServerContext } from '../context.ts';
import {
  factorColumns,
  type OwedFactor,
  owedFactor,
  secondFactorDueAt,
} from './second-factor-rule.ts';
import { readCookie, sessionCookieName } from './session-cookie.ts';
import { isSessionOver, SIGN_IN_SETTINGS } from './sign-in-settings.ts';
import type { SignedIn } from './user-context.ts';

/** µs. How exactly the time of the last use is known, and how seldom it is written. */
const PRECISION = 60_000_000;

type Used = Pick<typeof sessions.$inferSelect, 'id' | 'lastUsedAt'>;

const SessionClaims = z.object({ sub: UserId, sid: SessionId });
type SessionClaims = z.infer<typeof SessionClaims>;

type Server = Pick<ServerContext, 'db' | 'config' | 'sessionSecret' | 'sessions' | 'now' | 'log'>;

interface Asked {
  readonly cookieHeader: string | null;
  /** A person does something by it: the session is not idle. */
  readonly isUse: boolean;
  /** Asked for a film's segment: who asked for one a moment ago is not looked up again. */
  readonly isFootage: boolean;
}

/**
 * Who a session cookie stands for, by the session's row: it ends by itself, by its owner, by an
 * administrator, and with the account. Throws `unauthenticated`.
 */
export async function currentSession(server: Server, asked: Asked): Promise<SignedIn> {
  const token = readCookie(asked.cookieHeader, sessionCookieName(server.config.publicUrl));
  if (token === null) throw signInFirst();
  const now = server.now();
  const remembered = asked.isFootage ? server.sessions.find(token, now) : null;
  if (remembered) return remembered;
  const claims = await claimsOf(server, token);
  const who = claims && (await openSession(server, claims, asked));
  if (!who) throw signInFirst();
  if (asked.isFootage) server.sessions.keep(token, who, now);
  return who;
}

/** Null for a cookie that is none of ours. */
async function claimsOf(
  { sessionSecret: secret }: Server,
  token: string,
): Promise<SessionClaims | null> {
  const payload = await decode({ token, secret }).catch(() => null);
  return SessionClaims.safeParse(payload).data ?? null;
}

/** Who a session stands for, by its row alone; null where it or its account was ended, and when it is over. */
export async function openSession(
  server: Server,
  claims: SessionClaims,
  { isUse }: Pick<Asked, 'isUse'>,
): Promise<SignedIn | null> {
  const now = server.now();
  const row = await findSession(server, claims);
  if (!row) return null;
  const settings = SignInSettings.parse(row.settings ?? {});
  if (isSessionOver(row.session, { ...settings, now })) return null;
  if (isUse) await noteUse(server, row.session);
  const { id, name, email, roles, personId } = row.user;
  const { id: session, begunAt } = row.session;
  return {
    user: { id, name, email, roles, personId },
    session: { id: session, begunAt, owes: owedBy(row, settings, now) },
  };
}

type OpenSession = NonNullable<Awaited<ReturnType<typeof findSession>>>;

function owedBy(row: OpenSession, settings: SignInSettings, now: number): OwedFactor | null {
  const dueAt = secondFactorDueAt({ ...row, settings });
  return owedFactor({
    hasFactor: row.user.totpSince !== null || row.hasPasskey,
    hasShown: row.session.hasSecondFactor,
    mustHave: dueAt !== null && now >= dueAt,
  });
}

async function findSession({ db, now }: Server, claims: SessionClaims) {
  const [row] = await db
    .select({
      user: users,
      session: sessions,
      ...factorColumns(sql`${sql.placeholder('now')}::timestamptz`),
      settings: sql<unknown>`(select ${settings.value} from ${settings} where ${eq(settings.key, SIGN_IN_SETTINGS)})`,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.id, sql.placeholder('sid')),
        eq(sessions.userId, sql.placeholder('sub')),
        isNull(sessions.endedAt),
        isNull(users.disabledAt),
      ),
    )
    .prepare('current_session')
    .execute({ ...claims, now: formatUtcMicros(now()) });
  return row ?? null;
}

function signInFirst(): AppError {
  return new AppError('unauthenticated', 'Sign in first.');
}

/** That a person did something in a session. That it can't be written down stops nobody. */
async function noteUse(
  { db, now, log }: Pick<ServerContext, 'db' | 'now' | 'log'>,
  { id, lastUsedAt }: Used,
): Promise<void> {
  const at = now();
  if (at < lastUsedAt + PRECISION) return;
  await db
    .update(sessions)
    .set({ lastUsedAt: at })
    .where(and(eq(sessions.id, id), lt(sessions.lastUsedAt, at)))
    .catch((err: unknown) => log.warn({ err }, 'the use of a session was not noted'));
}
