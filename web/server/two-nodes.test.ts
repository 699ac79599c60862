import { newId, RecordingId } from '@workcompanion/core/ids';
import { WatchedResponse } from '@workcompanion/core/protocol/watchers';
import { devices } from '@workcompanion/db/schema/devices';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { endSessions } from './auth/end-sessions.ts';
import type { UserContext } from './auth/user-context.ts';
import type { ServerContext } from './context.ts';
import { giveGrant } from './grants/give-grant.ts';
import { route } from './http/route.ts';
import { ROUTER } from './router.ts';
import { shareContext } from './shared-context.ts';
import { atOnce } from './testing/at-once.ts';
import {
  killPortal,
  type PortalProcess,
  sendUpload,
  startPortalProcess,
} from './testing/portal-process.ts';
import { storeRecording } from './testing/store-recording.ts';
import { TestDevice } from './testing/test-device.ts';
import { currentKey, makeSegment } from './testing/test-segment.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';
import { cookieOf, makeUser } from './testing/test-user.ts';

const ORIGIN = 'http://localhost:3000';
const SECOND = 1_000_000;
/** ms. Less than any node remembers anything: what comes sooner was told. */
const AT_ONCE = { timeout: 1_000, interval: 5 };
const GENEROUS = { timeout: 15_000, interval: 20 };

let server: TestServer;
let ctx: ServerContext;
let a: PortalProcess;
let b: PortalProcess;
let viewer: UserContext;
let cookie: string;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ publicUrl: ORIGIN });
  shareContext(Promise.resolve(ctx));
  [a, b] = await Promise.all([startPortalProcess(server), startPortalProcess(server)]);
}, 60_000);
afterAll(async () => {
  await Promise.all([killPortal(a), killPortal(b)]);
  await server.close();
});
beforeEach(async () => {
  await expect.poll(listening, GENEROUS).toBe(2);
  viewer = await makeUser(ctx, ['compliance']);
  cookie = await cookieOf(ctx, viewer.user.id, viewer.session.id);
});

/** How many nodes hear of the others: they have asked to, and may have asked whether the line is alive. */
async function listening(): Promise<number> {
  const { rows } = await server.owner.execute(sql`
    select pid from pg_stat_activity
    where application_name = 'workcompanion portal notices' and datname = current_database()
      and query in ('listen "workcompanion.rights-changed"', 'select 1') and state = 'idle'`);
  return rows.length;
}

const recordedBefore = (minutes: number) =>
  storeRecording(ctx, { start: ctx.now() - minutes * 60 * SECOND, count: 1 });
const fresh = () => recordedBefore(1);
type Fresh = Awaited<ReturnType<typeof fresh>>;

async function play({ url }: PortalProcess, { segments: [segment] }: Pick<Fresh, 'segments'>) {
  const response = await fetch(`${url}/api/playback/segments/${segment?.id}.ts`, {
    headers: { cookie },
  });
  await response.arrayBuffer();
  return response.status;
}

/** A recorder's request at a node, and when it is held there. */
async function awaitWatched({ url }: PortalProcess, device: TestDevice) {
  const token = await device.token({ audience: ORIGIN });
  const { rows } = await server.owner.execute(sql`select clock_timestamp() as at`);
  const answer = fetch(`${url}/api/recorder/watched?known=false`, {
    headers: { authorization: `Bearer ${token}` },
  }).then(async (response) => WatchedResponse.parse(await response.json()));
  await expect.poll(() => looks(rows[0]?.['at']), GENEROUS).toBe(1);
  return { answer };
}

/** How many connections looked last whether somebody watches: requests look before they are held. */
async function looks(since: unknown): Promise<number> {
  const { rows } = await server.owner.execute(sql`
    select pid from pg_stat_activity where datname = current_database() and state = 'idle'
      and query like '%live_at is not null%' and query_start > ${since}::timestamptz`);
  return rows.length;
}

test('who watches live at one is told by a recorder that waits at the other', async () => {
  const recorded = await fresh();
  const { answer } = await awaitWatched(b, recorded.device);
  expect(await play(a, recorded)).toBe(200);
  const since = performance.now();
  expect(await answer).toEqual({ watchedNow: true });
  expect(performance.now() - since).toBeLessThan(1_000);
});

test('what was told while a node could hear nothing is looked for when it hears again', async () => {
  const recorded = await fresh();
  const { answer } = await awaitWatched(b, recorded.device);
  await server.owner.execute(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'workcompanion portal notices'`);
  expect(await play(a, recorded)).toBe(200);
  expect(await answer).toEqual({ watchedNow: true });
  await expect.poll(listening, GENEROUS).toBe(2);
});

test('a session that ends at one opens nothing at the other', async () => {
  const recorded = await fresh();
  expect(await play(b, recorded)).toBe(200);
  await withTransaction(ctx.db, (tx) =>
    endSessions(tx, ctx, { user: viewer.user.id, why: 'signed-out' }),
  );
  await expect.poll(() => play(b, recorded), AT_ONCE).toBe(401);
});

test('a right that is taken away at one opens nothing at the other', async () => {
  const recorded = await recordedBefore(120);
  const admin = await makeUser(ctx, ['admin']);
  viewer = await makeUser(ctx, ['manager']);
  cookie = await cookieOf(ctx, viewer.user.id, viewer.session.id);
  const { id: grant } = await atOnce(giveGrant(admin, await grantOf(recorded, viewer)));
  expect(await play(b, recorded)).toBe(200);
  const request = new Request(`${ORIGIN}/api/portal/grants/withdraw`, {
    method: 'POST',
    headers: {
      cookie: await cookieOf(ctx, admin.user.id, admin.session.id),
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
    },
    body: JSON.stringify({ grant }),
  });
  expect((await route(ROUTER.dispatch)(request)).ok).toBe(true);
  await expect.poll(() => play(b, recorded), AT_ONCE).toBe(404);
});

async function grantOf({ device }: Fresh, { user }: UserContext) {
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, device.id));
  return {
    user: user.id,
    right: 'watch',
    personId: row?.personId ?? null,
    teamId: null,
    footageFrom: null,
    footageTo: null,
    expiresAt: ctx.now() + 3_600 * SECOND,
    reason: 'A case',
  } as const;
}

test('a segment that is uploaded at one plays at the other at once', async () => {
  const device = await TestDevice.enrolled(ctx);
  const key = await currentKey(device.in(ctx));
  const segment = makeSegment({ recording: newId(RecordingId), key });
  const uploaded = { segments: [segment] };
  expect(await play(b, uploaded)).toBe(404);
  const upload = { segment, statement: await device.state(segment.body) };
  expect(await sendUpload(a.url, device, upload)).toMatchObject({ status: 200 });
  expect(await play(b, uploaded)).toBe(200);
});
