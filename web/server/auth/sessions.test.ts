import { DeviceId, newId, SegmentId, type UserId } from '@workcompanion/core/ids';
import { guessCounters, sessions } from '@workcompanion/db/schema/sessions';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OwnSession } from '../../contract/account.ts';
import { UNATTENDED_HEADER } from '../../contract/session.ts';
import { changePassword } from '../account/change-password.ts';
import { listOwnSessions } from '../account/own-sessions.ts';
import type { ServerContext } from '../context.ts';
import { shareContext } from '../shared-context.ts';
import { signIn } from '../sign-in/sign-in.ts';
import { mountedRoutes } from '../testing/route-files.ts';
import { startTestServer, TEST_ORIGIN, type TestServer } from '../testing/test-server.ts';
import { cookieOf, makeUser } from '../testing/test-user.ts';
import { changeUser } from '../users/change-user.ts';
import { disableUser } from '../users/disable-user.ts';
import { endSessionsOfUser } from '../users/end-sessions-of-user.ts';
import { hashPassword } from './password.ts';
import { SessionMemory } from './session-memory.ts';
import type { UserContext } from './user-context.ts';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const PASSWORD = 'correct horse battery staple';
const passwordHash = await hashPassword(PASSWORD);
const routes = [...(await mountedRoutes('portal')), ...(await mountedRoutes('playback'))];

let now = Date.now() * 1000;
let server: TestServer;
let ctx: ServerContext;
let me: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => now });
});
afterAll(() => server.close());
beforeEach(async () => {
  now += 24 * HOUR;
  shareContext(Promise.resolve(ctx));
  await ctx.db.delete(guessCounters);
  me = await makeUser(ctx, ['compliance']);
  await ctx.db.update(users).set({ passwordHash }).where(eq(users.id, me.user.id));
});

/** A further browser of the account, which has signed in by the form. */
async function enter(userAgent = 'A browser'): Promise<{ id: OwnSession['id']; cookie: string }> {
  const attempt = { email: me.user.email, password: PASSWORD, address: '192.0.2.7', userAgent };
  const entered = await signIn(ctx, attempt);
  if (!entered) throw new Error('the sign-in was refused');
  return { id: entered.session, cookie: await cookieOf(ctx, me.user.id, entered.session) };
}

interface Asked {
  readonly headers?: Record<string, string>;
  readonly params?: Record<string, string>;
  readonly body?: unknown;
}

async function ask(name: string, cookie: string, { headers, params = {}, body }: Asked = {}) {
  const route = routes.find(({ method, path }) => `${method} ${path}` === name);
  if (!route) throw new Error(`no ${name}`);
  const path = route.path.replace(/\[(\w+)\]/g, (_, key: string) => params[key] ?? '');
  const request = new Request(`${TEST_ORIGIN}${path}`, {
    method: route.method,
    headers: { cookie, 'sec-fetch-site': 'same-origin', ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return (await route.handler(request, { params: Promise.resolve(params) })).status;
}

const isLetIn = async (cookie: string, asked?: Asked) =>
  (await ask('GET /api/portal/me', cookie, asked)) === 200;

/** Asks for a segment that does not exist: 404 for who is signed in. */
const askSegment = (cookie: string) =>
  ask('GET /api/playback/segments/[file]', cookie, { params: { file: `${newId(SegmentId)}.ts` } });

describe('a cookie', () => {
  test('that was copied is worth nothing after its owner has signed out, on each node', async () => {
    const { cookie } = await enter();
    const elsewhere = { ...ctx, sessions: new SessionMemory() };
    expect(await askSegment(cookie)).toBe(404);
    expect(await ask('POST /api/portal/account/sign-out', cookie)).toBe(204);
    expect([await isLetIn(cookie), await askSegment(cookie)]).toEqual([false, 401]);
    shareContext(Promise.resolve(elsewhere));
    expect([await isLetIn(cookie), await askSegment(cookie)]).toEqual([false, 401]);
  });

  test('is good for twelve hours of work, and not for one more', async () => {
    const { cookie } = await enter();
    for (let n = 0; n < 23; n += 1) {
      now += 30 * MINUTE;
      expect(await isLetIn(cookie)).toBe(true);
    }
    now += 30 * MINUTE;
    expect(await isLetIn(cookie)).toBe(false);
  });

  test('is good for an hour in which nobody does anything, however much an open page asks', async () => {
    const { cookie } = await enter();
    const byItself = { headers: { [UNATTENDED_HEADER]: 'true' } };
    const params = { device: newId(DeviceId) };
    for (let n = 0; n < 5; n += 1) {
      now += 10 * MINUTE;
      expect(await isLetIn(cookie, byItself)).toBe(true);
      await ask('GET /api/playback/devices/[device]/playlist.m3u8', cookie, { params });
    }
    now += 10 * MINUTE;
    expect(await isLetIn(cookie, byItself)).toBe(false);
  });

  test('stays good while a film plays', async () => {
    const { cookie } = await enter();
    for (let n = 0; n < 5; n += 1) {
      now += 30 * MINUTE;
      expect(await askSegment(cookie)).toBe(404);
    }
    expect(await isLetIn(cookie)).toBe(true);
  });

  test('of one account names no session of another', async () => {
    const other = await makeUser(ctx, ['admin']);
    expect(await isLetIn(await cookieOf(ctx, other.user.id, me.session.id))).toBe(false);
  });
});

describe('sessions end', () => {
  const admin = () => makeUser(ctx, ['admin']);
  const duty = { name: 'Ada', teams: [], personId: null };
  const ends: [string, (user: UserId) => Promise<unknown>][] = [
    ['by an administrator', async (user) => endSessionsOfUser(await admin(), { user })],
    ['with the account', async (user) => disableUser(await admin(), { user })],
    [
      'with a change of roles',
      async (user) => changeUser(await admin(), { ...duty, user, roles: ['auditor'] }),
    ],
  ];
  test.each(ends)('%s, also those that were looked up a moment ago', async (_, end) => {
    const { cookie } = await enter();
    expect(await askSegment(cookie)).toBe(404);
    await end(me.user.id);
    expect([await isLetIn(cookie), await askSegment(cookie)]).toEqual([false, 401]);
  });

  test('not with a change of the name', async () => {
    const { cookie } = await enter();
    await changeUser(await admin(), { ...duty, user: me.user.id, roles: ['compliance'] });
    expect(await isLetIn(cookie)).toBe(true);
  });

  test('with a change of the password, but the one that changes it', async () => {
    const { cookie, id } = await enter();
    const other = await enter();
    const own = { ...me, session: { id, begunAt: now, owes: null } };
    await changePassword(own, { current: PASSWORD, next: 'quite another password' });
    expect([await isLetIn(cookie), await isLetIn(other.cookie)]).toEqual([true, false]);
  });
});

describe('the account page', () => {
  test('lists where one is signed in, and ends each and all others', async () => {
    const [here, phone, lost] = [await enter('Here'), await enter('Phone'), await enter('Lost')];
    const own = { ...me, session: { id: here.id, begunAt: now, owes: null } };
    const listed = (await listOwnSessions(own)).map((item) => OwnSession.parse(item));
    expect(listed[0]).toMatchObject({
      userAgent: 'Here',
      address: '192.0.2.7',
      signedInBy: 'password',
      isThis: true,
    });
    expect(listed.slice(1).map(({ isThis }) => isThis)).toEqual([false, false, false]);
    const body = { session: phone.id };
    expect(await ask('POST /api/portal/account/sessions/end', here.cookie, { body })).toBe(204);
    expect([await isLetIn(phone.cookie), await isLetIn(lost.cookie)]).toEqual([false, true]);
    expect(await ask('POST /api/portal/account/sessions/end', here.cookie, { body })).toBe(404);
    expect(await ask('POST /api/portal/account/sessions/end-others', here.cookie)).toBe(204);
    expect([await isLetIn(here.cookie), await isLetIn(lost.cookie)]).toEqual([true, false]);
    expect(await listOwnSessions(own)).toMatchObject([{ userAgent: 'Here' }]);
    now += 2 * HOUR;
    expect(await listOwnSessions(own)).toEqual([]);
  });

  test("ends nobody else's session", async () => {
    const { cookie } = await enter();
    const other = await makeUser(ctx, ['admin']);
    const body = { session: other.session.id };
    expect(await ask('POST /api/portal/account/sessions/end', cookie, { body })).toBe(404);
    const [row] = await ctx.db.select().from(sessions).where(eq(sessions.id, other.session.id));
    expect(row?.endedAt).toBeNull();
  });
});
