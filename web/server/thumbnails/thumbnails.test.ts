import { parseThumbnails } from '@workcompanion/core/footage/thumbnail-frames';
import { GrantId, newId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { devices } from '@workcompanion/db/schema/devices';
import { grants } from '@workcompanion/db/schema/grants';
import { thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import { viewStretches, views } from '@workcompanion/db/schema/views';
import { and, eq, getTableColumns } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenThumbnails } from '../../contract/thumbnails.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { route } from '../http/route.ts';
import { ROUTER } from '../router.ts';
import { shareContext } from '../shared-context.ts';
import { type StoredRecording, storeRecording } from '../testing/store-recording.ts';
import { storeThumbnails } from '../testing/store-thumbnails.ts';
import { startTestServer, TEST_ORIGIN, type TestServer } from '../testing/test-server.ts';
import { cookieOf, makeUser } from '../testing/test-user.ts';
import { isWatchedNow } from '../views/is-watched-now.ts';
import { readViews } from '../views/read-views.ts';
import { openStrips } from './open-thumbnails.ts';
import { readDayThumbnails } from './read-day-thumbnails.ts';

const NOW = Date.UTC(2026, 10, 24, 12) * 1000;
const MINUTE = 60_000_000;
const START = NOW - 30 * MINUTE;

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => NOW });
  shareContext(Promise.resolve(ctx));
});
afterAll(() => server.close());

async function thumbnailed(count = 4): Promise<StoredRecording> {
  const stored = await storeRecording(ctx, { start: START, count, plainBytes: 188 });
  await storeThumbnails(ctx, stored);
  return stored;
}

function wishOf({ device }: StoredRecording, from = START, to = NOW): OpenThumbnails {
  return { device: device.id, display: 'HDMI-1', from, to };
}

async function ask(viewer: UserContext, wish: OpenThumbnails) {
  const cookie = await cookieOf(ctx, viewer.user.id, viewer.session.id);
  const { device, ...query } = wish;
  const url = new URL(`/api/playback/devices/${device}/thumbnails`, TEST_ORIGIN);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return route(ROUTER.dispatch)(new Request(url, { headers: { cookie } }));
}

async function seen(viewer: UserContext, wish: OpenThumbnails) {
  const response = await ask(viewer, wish);
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  return parseThumbnails(await response.arrayBuffer()).map(({ from, image }) => [
    (from - START) / MINUTE,
    Buffer.from(image).toString(),
  ]);
}

const looksOf = (viewer: UserContext) =>
  ctx.db
    .select({ ...getTableColumns(viewStretches) })
    .from(viewStretches)
    .innerJoin(views, eq(views.id, viewStretches.viewId))
    .where(eq(views.userId, viewer.user.id));

describe('the thumbnails of a stretch', () => {
  test('are those of the segments that overlap it, in order, opened', async () => {
    const stored = await thumbnailed();
    const viewer = await makeUser(ctx, ['compliance']);
    const stretch = wishOf(stored, START + 1.5 * MINUTE, START + 3 * MINUTE);
    expect(await seen(viewer, stretch)).toEqual([
      [1, 'thumbnail 1'],
      [2, 'thumbnail 2'],
    ]);
  });

  test('are a view in the log, one for neighbouring stretches, told to the audit log once', async () => {
    const stored = await thumbnailed();
    const viewer = await makeUser(ctx, ['compliance']);
    await seen(viewer, wishOf(stored, START, START + MINUTE));
    await seen(viewer, wishOf(stored, START, START + MINUTE));
    await Promise.all([
      seen(viewer, wishOf(stored, START + MINUTE, START + 2 * MINUTE)),
      seen(viewer, wishOf(stored, START + 2 * MINUTE, START + 4 * MINUTE)),
    ]);
    const where = [eq(views.userId, viewer.user.id)];
    const log = await readViews(ctx.db, { where, orderBy: [], limit: 10 });
    // Requests at once may leave two rows that touch; whoever reads the log is told of one stretch.
    expect(log.map(({ view }) => view.stretches)).toEqual([
      [{ kind: 'thumbnails', display: 'HDMI-1', from: START, to: START + 4 * MINUTE }],
    ]);
    const told = await ctx.db
      .select()
      .from(auditEntries)
      .where(
        and(eq(auditEntries.action, 'view.began'), eq(auditEntries.entityId, stored.device.id)),
      );
    expect(told).toMatchObject([{ userId: viewer.user.id }]);
  });

  test('are a view of what they show, however much was asked for', async () => {
    const stored = await thumbnailed();
    const viewer = await makeUser(ctx, ['compliance']);
    await seen(viewer, wishOf(stored, START - 60 * MINUTE, NOW + 60 * MINUTE));
    expect(await looksOf(viewer)).toMatchObject([
      { kind: 'thumbnails', footageFrom: START, footageTo: START + 4 * MINUTE },
    ]);
    expect(await isWatchedNow(ctx.db, stored.device.id, NOW)).toBe(false);
  });

  test('are no view where there are none', async () => {
    const stored = await thumbnailed();
    const viewer = await makeUser(ctx, ['compliance']);
    expect(await seen(viewer, wishOf(stored, NOW - MINUTE, NOW))).toEqual([]);
    expect(await looksOf(viewer)).toEqual([]);
  });

  test('are not given without the right to watch', async () => {
    const stored = await thumbnailed();
    const admin = await makeUser(ctx, ['admin']);
    expect((await ask(admin, wishOf(stored))).status).toBe(403);
  });

  test('are gone with their key', async () => {
    const stored = await thumbnailed();
    const viewer = await makeUser(ctx, ['compliance']);
    await ctx.db
      .update(dataKeys)
      .set({ wrapped: null })
      .where(eq(dataKeys.deviceId, stored.device.id));
    ctx.dataKeys.clear();
    expect(await seen(viewer, wishOf(stored))).toEqual([]);
  });

  test('leave out one that another was put in the place of', async () => {
    const stored = await thumbnailed(2);
    const viewer = await makeUser(ctx, ['compliance']);
    const [pack] = await ctx.db
      .select()
      .from(thumbnailPacks)
      .where(eq(thumbnailPacks.deviceId, stored.device.id));
    if (!pack) throw new Error('no pack');
    const swapped = Buffer.concat([pack.entries.subarray(16), pack.entries.subarray(0, 16)]);
    pack.entries.copy(swapped, 0, 0, 9);
    pack.entries.copy(swapped, 16, 16, 25);
    await ctx.db
      .update(thumbnailPacks)
      .set({ entries: swapped })
      .where(eq(thumbnailPacks.deviceId, stored.device.id));
    expect(await seen(viewer, wishOf(stored))).toEqual([]);
  });

  test('are at most 400 at once', async () => {
    const stored = await thumbnailed(1);
    const viewer = await makeUser(ctx, ['compliance']);
    const [pack] = await ctx.db
      .select()
      .from(thumbnailPacks)
      .where(eq(thumbnailPacks.deviceId, stored.device.id));
    await ctx.db
      .update(thumbnailPacks)
      .set({
        entries: Buffer.concat(Array.from({ length: 401 }, () => pack?.entries ?? Buffer.alloc(0))),
      })
      .where(eq(thumbnailPacks.deviceId, stored.device.id));
    const response = await ask(viewer, wishOf(stored));
    expect(await response.json()).toMatchObject({ error: { code: 'range-too-long' } });
  });
});

describe('the strip of an hour', () => {
  const whole = (stored: StoredRecording) => wishOf(stored, NOW - 60 * MINUTE, NOW);
  const opened = async (viewer: UserContext, wish: OpenThumbnails) => {
    const strip: Uint8Array[] = [];
    for await (const chunk of (await openStrips(viewer, wish)).chunks()) strip.push(chunk);
    return Buffer.concat(strip).toString();
  };

  test('is given as it is, and is a view of the whole hour', async () => {
    const stored = await thumbnailed();
    const viewer = await makeUser(ctx, ['compliance']);
    expect(await opened(viewer, wishOf(stored, START, START + MINUTE))).toBe('the strip');
    expect(await looksOf(viewer)).toMatchObject([
      { kind: 'thumbnails', footageFrom: NOW - 60 * MINUTE, footageTo: NOW },
    ]);
  });

  test('is not given to whom only a part of the hour was lent', async () => {
    const stored = await thumbnailed();
    const borrower = await makeUser(ctx, ['employee']);
    const [device] = await ctx.db.select().from(devices).where(eq(devices.id, stored.device.id));
    await ctx.db.insert(grants).values({
      id: newId(GrantId),
      userId: borrower.user.id,
      right: 'watch' as const,
      personId: device?.personId ?? null,
      teamId: null,
      reason: 'a complaint',
      footageFrom: START,
      footageTo: START + 2 * MINUTE,
      expiresAt: NOW + MINUTE,
      givenBy: (await makeUser(ctx, ['admin'])).user.id,
      givenAt: NOW,
    });
    expect(await opened(borrower, whole(stored))).toBe('');
    expect(await seen(borrower, whole(stored))).toEqual([
      [0, 'thumbnail 0'],
      [1, 'thumbnail 1'],
    ]);
  });
});

describe('the day', () => {
  test('tells which thumbnails there are, and how much changed, and logs no view', async () => {
    const stored = await thumbnailed(3);
    const viewer = await makeUser(ctx, ['compliance']);
    const [device] = await ctx.db.select().from(devices).where(eq(devices.id, stored.device.id));
    if (!device?.personId) throw new Error('nobody');
    const day = await readDayThumbnails(viewer, { person: device.personId, date: '2026-11-24' });
    const first = (START - day.from) / 1000;
    expect(day.lanes).toEqual([
      {
        device: stored.device.id,
        display: 'HDMI-1',
        starts: [first, first + 60_000, first + 120_000],
        lasts: [60_000, 60_000, 60_000],
        changes: [0, 10, 20],
        blank: [],
      },
    ]);
    expect(await looksOf(viewer)).toEqual([]);
  });
});
