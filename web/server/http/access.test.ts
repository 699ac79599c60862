import { signDeviceToken } from '@workcompanion/core/crypto/device-token';
import type { DeviceId } from '@workcompanion/core/ids';
import { ErrorResponse } from '@workcompanion/core/protocol/messages';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { devices } from '@workcompanion/db/schema/devices';
import { sessions } from '@workcompanion/db/schema/sessions';
import { users } from '@workcompanion/db/schema/users';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { shareContext } from '../shared-context.ts';
import { type MountedRoute, mountedRoutes } from '../testing/route-files.ts';
import { TestDevice } from '../testing/test-device.ts';
import { startTestServer, TEST_ORIGIN, type TestServer } from '../testing/test-server.ts';
import { makeUser, sessionCookie } from '../testing/test-user.ts';

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
  shareContext(Promise.resolve(ctx));
});
afterAll(() => server.close());

const portal = await mountedRoutes('portal');
const playback = await mountedRoutes('playback');
const recorder = await mountedRoutes('recorder');

const OPEN_TO_ALL = [
  '/api/portal/first-sign-in',
  '/api/portal/account-links/inspect',
  '/api/portal/account-links/inspect-recorder',
  '/api/portal/account-links/redeem',
  '/api/portal/passkey-challenge',
  '/api/recorder/hello',
  '/api/recorder/enrolments',
];
const closed = (routes: MountedRoute[]) => routes.filter(({ path }) => !OPEN_TO_ALL.includes(path));
const named = (routes: MountedRoute[]) =>
  closed(routes).map((route): [string, MountedRoute] => [`${route.method} ${route.path}`, route]);

async function ask(route: MountedRoute, headers: Record<string, string> = {}, params = {}) {
  const request = new Request(`${TEST_ORIGIN}${route.path}`, { method: route.method, headers });
  const response = await route.handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  const error = text === '' ? undefined : ErrorResponse.safeParse(JSON.parse(text)).data?.error;
  return { status: response.status, headers: response.headers, error };
}

test('finds the routes', () => {
  expect([...portal, ...playback, ...recorder].length).toBeGreaterThanOrEqual(19);
});

describe('without a session', () => {
  test.each(named([...portal, ...playback]))('%s answers 401', async (_, route) => {
    const { status, headers, error } = await ask(route, { origin: TEST_ORIGIN });
    expect(status).toBe(401);
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    if (route.method !== 'HEAD') expect(error).toMatchObject({ code: 'unauthenticated' });
  });

  test.each([
    ['a forged cookie', 'workcompanion-session=x.y.z'],
    ['a cookie of another name', 'next-auth.session-token=abc'],
    ['an empty cookie', '__Host-workcompanion-session='],
  ])('%s changes nothing about it', async (_, cookie) => {
    for (const route of closed([...portal, ...playback])) {
      expect((await ask(route, { cookie })).status).toBe(401);
    }
  });
});

describe('a session', () => {
  const me = () => find(portal, 'GET', '/api/portal/me');

  test('is good until its row ends', async () => {
    const { user } = await makeUser(ctx, ['admin']);
    const cookie = await sessionCookie(ctx, user.id);
    expect((await ask(me(), { cookie })).status).toBe(200);
    await ctx.db.update(sessions).set({ endedAt: 1 }).where(eq(sessions.userId, user.id));
    expect((await ask(me(), { cookie })).status).toBe(401);
  });

  test('ends when the account is disabled', async () => {
    const { user } = await makeUser(ctx, ['admin']);
    const cookie = await sessionCookie(ctx, user.id);
    await ctx.db.update(users).set({ disabledAt: 1 }).where(eq(users.id, user.id));
    expect((await ask(me(), { cookie })).status).toBe(401);
  });

  test('of another installation is worth nothing', async () => {
    const { user } = await makeUser(ctx, ['admin']);
    const foreign = { ...ctx, sessionSecret: 'another master key' };
    expect((await ask(me(), { cookie: await sessionCookie(foreign, user.id) })).status).toBe(401);
  });
});

describe('a change asked for by another site', () => {
  const changing = () =>
    [...portal, ...playback].filter(({ method }) => method !== 'GET' && method !== 'HEAD');

  test.each([
    ['says its own origin', { origin: 'https://evil.example', host: 'portal.example' }],
    ['says no origin', {}],
    ['says null', { origin: 'null', host: 'portal.example' }],
    ['is called so by the browser', { 'sec-fetch-site': 'cross-site', origin: TEST_ORIGIN }],
    ['comes from a sister site', { 'sec-fetch-site': 'same-site' }],
  ])('is refused, though signed in, when it %s', async (_, headers) => {
    const { user } = await makeUser(ctx, ['admin', 'compliance']);
    const cookie = await sessionCookie(ctx, user.id);
    for (const route of changing()) {
      expect(await ask(route, { cookie, ...headers })).toMatchObject({
        status: 403,
        error: { code: 'forbidden' },
      });
    }
  });

  test('is heard when it is our own, by either sign', async () => {
    const { user } = await makeUser(ctx, ['admin']);
    const cookie = await sessionCookie(ctx, user.id);
    const create = find(portal, 'POST', '/api/portal/enrolment-tokens');
    for (const headers of [
      { 'sec-fetch-site': 'same-origin' },
      { origin: TEST_ORIGIN, host: 'portal.example' },
    ]) {
      expect((await ask(create, { cookie, ...headers })).error).toMatchObject({
        code: 'invalid-input',
      });
    }
  });
});

describe('a recorder route with', () => {
  const bad: [string, string, () => Promise<string | null>][] = [
    ['no token', 'unauthenticated', async () => null],
    ['what is no token', 'unauthenticated', async () => 'Bearer garbage'],
    ['a password', 'unauthenticated', async () => 'Basic YWRtaW46YWRtaW4='],
    [
      'a token of a device that is not enrolled',
      'unauthenticated',
      async () => bearer(await (await TestDevice.make()).token()),
    ],
    [
      'a token that another key signed',
      'unauthenticated',
      async () => {
        const [victim, thief] = [await TestDevice.enrolled(ctx), await TestDevice.make()];
        return bearer(await thief.token({ device: victim.id }));
      },
    ],
    [
      'an expired token',
      'token-expired',
      async () =>
        bearer(await (await TestDevice.enrolled(ctx)).token({ nowMs: Date.now() - 600_000 })),
    ],
    [
      'a token of the future',
      'token-expired',
      async () =>
        bearer(await (await TestDevice.enrolled(ctx)).token({ nowMs: Date.now() + 600_000 })),
    ],
    [
      'a token for another server',
      'wrong-audience',
      async () =>
        bearer(await (await TestDevice.enrolled(ctx)).token({ audience: 'https://other.example' })),
    ],
    [
      "a revoked device's token",
      'device-revoked',
      async () => {
        const device = await TestDevice.enrolled(ctx);
        await ctx.db.update(devices).set({ revokedAt: 1 }).where(eq(devices.id, device.id));
        return bearer(await device.token());
      },
    ],
  ];
  test.each(bad)('%s answers "%s"', async (_, code, authorization) => {
    const header = await authorization();
    for (const route of closed(recorder)) {
      const { status, error } = await ask(route, header === null ? {} : { authorization: header });
      expect([401, 403]).toContain(status);
      if (route.method !== 'HEAD') expect(error).toMatchObject({ code });
    }
  });

  test('a good token is let in', async () => {
    const device = await TestDevice.enrolled(ctx);
    const authorization = bearer(await device.token());
    const policy = find(recorder, 'GET', '/api/recorder/policy');
    expect((await ask(policy, { authorization })).status).toBe(200);
  });

  test('a token for localhost is let in by any name of it, when the portal is local', async () => {
    const local = server.context({ publicUrl: 'http://localhost:3000' });
    shareContext(Promise.resolve(local));
    const id: DeviceId = await insertedDevice();
    const policy = find(recorder, 'GET', '/api/recorder/policy');
    for (const [audience, status] of [
      ['http://127.0.0.1:3000', 200],
      ['http://localhost:3000', 200],
      ['http://localhost:3001', 401],
      ['https://localhost:3000', 401],
    ] as const) {
      const { privateKey } = localDevice;
      const token = await signDeviceToken({ device: id, audience, privateKey, nowMs: Date.now() });
      expect((await ask(policy, { authorization: bearer(token) })).status).toBe(status);
    }
    shareContext(Promise.resolve(ctx));
  });
  let localDevice: TestDevice;
  async function insertedDevice(): Promise<DeviceId> {
    localDevice = await TestDevice.make();
    return insertDevice(ctx.db, { id: localDevice.id, publicKey: localDevice.publicKey });
  }
});

test('none of the refusals left an audit entry', async () => {
  expect(await ctx.db.select().from(auditEntries)).toEqual([]);
});

function find(routes: MountedRoute[], method: string, path: string): MountedRoute {
  const route = routes.find((one) => one.method === method && one.path === path);
  if (!route) throw new Error(`no route ${method} ${path}`);
  return route;
}

function bearer(token: string): string {
  return `Bearer ${token}`;
}
