import type { PurposeId } from '@workcompanion/core/ids';
import { devices } from '@workcompanion/db/schema/devices';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { giveGrant, withdrawGrant } from '../grants/give-grant.ts';
import { route } from '../http/route.ts';
import { ROUTER } from '../router.ts';
import { shareContext } from '../shared-context.ts';
import { atOnce } from '../testing/at-once.ts';
import { storeRecording } from '../testing/store-recording.ts';
import { startTestServer, TEST_ORIGIN, type TestServer } from '../testing/test-server.ts';
import { makeUser, sessionCookie } from '../testing/test-user.ts';
import { ViewRights } from './view-rights.ts';

const SECOND = 1_000_000;
let now = Date.UTC(2026, 10, 24, 12) * 1000;

let server: TestServer;
let ctx: ServerContext;
let admin: UserContext;
let adminCookie: string;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => now });
  shareContext(Promise.resolve(ctx));
  admin = await makeUser(ctx, ['admin']);
  adminCookie = await sessionCookie(ctx, admin.user.id);
});
afterAll(() => server.close());

/** A manager who was lent what a person recorded, and who has just watched some of it. */
async function watching() {
  const stored = await storeRecording(ctx, { start: now - 3_600 * SECOND, count: 1 });
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, stored.device.id));
  const viewer = await makeUser(ctx, ['manager']);
  const { id: grant } = await atOnce(
    giveGrant(admin, {
      user: viewer.user.id,
      right: 'watch',
      personId: row?.personId ?? null,
      teamId: null,
      footageFrom: null,
      footageTo: null,
      expiresAt: now + 3_600 * SECOND,
      reason: 'A case',
    }),
  );
  const cookie = await sessionCookie(ctx, viewer.user.id);
  const file = `${stored.segments[0]?.id}.ts`;
  const watch = async () => {
    const url = `${TEST_ORIGIN}/api/playback/segments/${file}`;
    const request = new Request(url, { headers: { cookie } });
    const response = await route(ROUTER.dispatch)(request);
    await response.arrayBuffer();
    return response.status;
  };
  expect(await watch()).toBe(200);
  return { grant, watch };
}

test('a right that is taken away by a request counts at the next segment', async () => {
  const { grant, watch } = await watching();
  const request = new Request(`${TEST_ORIGIN}/api/portal/grants/withdraw`, {
    method: 'POST',
    headers: {
      cookie: adminCookie,
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
    },
    body: JSON.stringify({ grant }),
  });
  expect((await route(ROUTER.dispatch)(request)).ok).toBe(true);
  expect(await watch()).toBe(404);
});

test('a right that is taken away by another process counts within five seconds', async () => {
  const { grant, watch } = await watching();
  await withdrawGrant(admin, { grant });
  now += 5 * SECOND;
  expect(await watch()).toBe(404);
});

describe('what a session may watch', () => {
  const right = { reach: 'all' as const, purposeId: null };
  const other = { reach: 'all' as const, purposeId: 'other' as PurposeId };

  test('is read once for a moment, and anew after it or a change', async () => {
    const rights = new ViewRights();
    const read = async () => right;
    const readOther = async () => other;
    expect(await rights.find('a view', 0, read)).toBe(right);
    expect(await rights.find('a view', SECOND, readOther)).toBe(right);
    expect(await rights.find('another view', SECOND, readOther)).toBe(other);
    expect(await rights.find('a view', 3 * SECOND, readOther)).toBe(other);
    rights.forget();
    expect(await rights.find('a view', 3 * SECOND, read)).toBe(right);
  });

  test('is not remembered when it was read before a change and told after it', async () => {
    const rights = new ViewRights();
    const late = Promise.withResolvers<typeof right>();
    const reading = rights.find('a view', 0, () => late.promise);
    rights.forget();
    late.resolve(right);
    expect(await reading).toBe(right);
    expect(await rights.find('a view', 0, async () => other)).toBe(other);
  });
});
