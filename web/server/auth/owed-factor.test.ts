import { type GrantedRight, Role } from '@workcompanion/core/access';
import { GrantId, newId, PersonId, type UserId } from '@workcompanion/core/ids';
import { controlRequests } from '@workcompanion/db/schema/control-requests';
import { grants } from '@workcompanion/db/schema/grants';
import { people } from '@workcompanion/db/schema/people';
import { guessCounters, sessions } from '@workcompanion/db/schema/sessions';
import { users } from '@workcompanion/db/schema/users';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ShowSecondFactor } from '../../contract/account.ts';
import { ChangeSignInSettings, SignInSettings } from '../../contract/session.ts';
import { showSecondFactor } from '../account/own-second-factor.ts';
import { readAccount } from '../account/read-account.ts';
import type { ServerContext } from '../context.ts';
import { shareContext } from '../shared-context.ts';
import { beginSession } from '../sign-in/begin-session.ts';
import { changeSignInSettings } from '../sign-in/change-sign-in-settings.ts';
import { giveTotp } from '../testing/give-totp.ts';
import { type MountedRoute, mountedRoutes } from '../testing/route-files.ts';
import { startTestServer, TEST_ORIGIN, type TestServer } from '../testing/test-server.ts';
import { cookieOf, makeSignedInUser, makeUser } from '../testing/test-user.ts';
import { currentSession } from './current-session.ts';
import { readSignInSettings, writeSignInSettings } from './sign-in-settings.ts';
import type { UserContext } from './user-context.ts';

const HOUR = 3_600_000_000;
const client = { address: '192.0.2.1', userAgent: 'A browser' };
let now = Date.now() * 1000;

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => now });
  shareContext(Promise.resolve(ctx));
});
afterAll(() => server.close());
beforeEach(async () => {
  now += HOUR;
  await writeSignInSettings(ctx.db, SignInSettings.parse({}), { at: 0, by: null });
  await server.owner.delete(controlRequests);
  await ctx.db.delete(guessCounters);
  await ctx.db.delete(grants);
  await ctx.db.delete(sessions);
  await ctx.db.delete(users);
});

/** The cookie of a browser that signed in by a password, or by the company, and showed no factor. */
async function enter({ user }: UserContext) {
  const session = await ctx.db.transaction((tx) =>
    beginSession(tx, ctx, { user, client, by: 'company', hasSecondFactor: false }),
  );
  return { session, cookie: await cookieOf(ctx, user.id, session) };
}

async function owed(user: UserContext) {
  const { cookie } = await enter(user);
  const asked = { cookieHeader: cookie, isUse: true, isFootage: false };
  return (await currentSession(ctx, asked)).session.owes;
}

async function lend(userId: UserId, right: GrantedRight, expiresAt: number) {
  const personId = newId(PersonId);
  await ctx.db.insert(people).values({ id: personId, name: 'Lin', timeZone: 'UTC', createdAt: 0 });
  await ctx.db.insert(grants).values({
    id: newId(GrantId),
    userId,
    right,
    personId,
    expiresAt,
    reason: 'A complaint',
    givenBy: userId,
    givenAt: 0,
  });
}

describe('who must have a second factor, and has none, owes to set one up:', () => {
  const roles: [Role, string | null][] = [
    ['compliance', 'set-up'],
    ['manager', 'set-up'],
    ['admin', null],
    ['auditor', null],
    ['employee', null],
  ];
  test.each(roles)('%s: %j', async (role, expected) => {
    await makeUser(ctx, ['admin']);
    expect(await owed(await makeUser(ctx, [role]))).toBe(expected);
  });

  test('whoever was lent the right to watch others, while it lasts', async () => {
    await makeUser(ctx, ['admin']);
    const lent = await makeUser(ctx, ['employee']);
    await lend(lent.user.id, 'list', now + HOUR);
    await lend(lent.user.id, 'watch', now - 1);
    expect(await owed(lent)).toBeNull();
    await lend(lent.user.id, 'live', now + HOUR);
    expect(await owed(lent)).toBe('set-up');
  });

  test('the only account from the second day on, or once there is another', async () => {
    const first = await makeUser(ctx, ['admin', 'compliance']);
    expect(await owed(first)).toBeNull();
    expect((await readAccount(first)).secondFactorDueAt).toBe(now + 24 * HOUR);
    now += 24 * HOUR;
    expect(await owed(first)).toBe('set-up');
    now -= 23 * HOUR;
    expect(await owed(first)).toBeNull();
    await makeUser(ctx, ['employee']);
    expect(await owed(first)).toBe('set-up');
  });

  test('nobody, where the settings say so', async () => {
    await makeUser(ctx, ['admin']);
    const settings = SignInSettings.parse({ secondFactorRoles: [] });
    await writeSignInSettings(ctx.db, settings, { at: 0, by: null });
    expect(await owed(await makeUser(ctx, ['compliance']))).toBeNull();
  });
});

test('an administrator alone makes the rules stricter, and not easier', async () => {
  const admin = await makeSignedInUser(ctx, ['admin']);
  await makeSignedInUser(ctx, ['admin']);
  const change = async (wish: Partial<SignInSettings>) =>
    (await changeSignInSettings(admin, ChangeSignInSettings.parse({ why: 'Less work', ...wish })))
      .waitsFor === null;
  expect(
    await change({ secondFactorRoles: [...Role.options], sessionHours: 8, idleMinutes: 30 }),
  ).toBe(true);
  const now = { secondFactorRoles: [...Role.options], sessionHours: 8, idleMinutes: 30 };
  for (const easier of [{ secondFactorRoles: [] }, { sessionHours: 24 }, { idleMinutes: 720 }]) {
    expect(await change({ ...now, ...easier })).toBe(false);
  }
  expect(await readSignInSettings(ctx.db)).toEqual(now);
});

describe('a session that owes a second factor', () => {
  const open = [
    'GET /api/portal/me',
    'GET /api/portal/account',
    'POST /api/portal/account/sign-out',
    'POST /api/portal/account/second-factor/begin',
    'POST /api/portal/account/second-factor/confirm',
    'POST /api/portal/account/second-factor/show',
    'POST /api/portal/account/passkeys/begin',
    'POST /api/portal/account/passkeys/add',
  ];
  const anybody = ['first-sign-in', 'account-links', 'passkey-challenge'];

  async function ask({ method, path, handler }: MountedRoute, cookie: string) {
    const request = new Request(`${TEST_ORIGIN}${path.replaceAll(/\[\w+\]/g, 'x')}`, {
      method,
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    });
    const response = await handler(request, { params: Promise.resolve({}) });
    return `${response.status} ${(await response.text()).slice(0, 200)}`;
  }

  test('opens nothing but what it takes to set one up', async () => {
    await makeUser(ctx, ['admin']);
    const { cookie } = await enter(await makeUser(ctx, ['compliance']));
    const routes = [...(await mountedRoutes('portal')), ...(await mountedRoutes('playback'))];
    const letIn: string[] = [];
    for (const route of routes.filter(({ path }) => !anybody.some((one) => path.includes(one)))) {
      const name = `${route.method} ${route.path.replace(/\/$/, '')}`;
      if (name.endsWith('/sign-out')) continue;
      const answer = await ask(route, cookie);
      if (answer.startsWith('2')) letIn.push(name);
      else if (!open.includes(name)) expect(`${name} ${answer}`).toMatch(/ 40[03] /);
    }
    expect(letIn.toSorted((a, b) => a.localeCompare(b))).toEqual([
      'GET /api/portal/account',
      'GET /api/portal/me',
    ]);
    const segment = routes.find(({ path }) => path.includes('/segments/'));
    if (!segment) throw new Error('no route of segments');
    const handler = (request: Request) =>
      segment.handler(request, {
        params: Promise.resolve({ file: `${newId(PersonId)}.ts` }),
      });
    expect(await ask({ ...segment, handler }, cookie)).toContain('second-factor-required');
  });

  test('shows the one that the account has, and is let in', async () => {
    const user = await makeUser(ctx, ['compliance']);
    const code = await giveTotp(user);
    const { session, cookie } = await enter(user);
    const own = { ...user, session: { id: session, begunAt: now, owes: 'code' as const } };
    expect(await owed(user)).toBe('code');
    const wrong = ShowSecondFactor.parse({ code: '000000' });
    await expect(showSecondFactor(own, wrong)).rejects.toMatchObject({ code: 'wrong-code' });
    await showSecondFactor(own, ShowSecondFactor.parse({ code: code() }));
    const asked = { cookieHeader: cookie, isUse: true, isFootage: false };
    expect((await currentSession(ctx, asked)).session.owes).toBeNull();
    expect(await owed(user)).toBe('code');
  });
});
