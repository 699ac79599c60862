import { type DeviceId, newId, PurposeId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { purposes } from '@workcompanion/db/schema/purposes';
import { viewStretches, views } from '@workcompanion/db/schema/views';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { and, asc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ListViews } from '../../contract/views.ts';
import type { UserContext } from '../auth/user-context.ts';
import { buildPlaylist } from '../playback/build-playlist.ts';
import { openSegment } from '../playback/open-segment.ts';
import { type StoredRecording, storeRecording } from '../testing/store-recording.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { isWatchedNow } from './is-watched-now.ts';
import { listViews } from './list-views.ts';
import { type FootageDelivery, logDelivery, ToldDeliveries } from './log-delivery.ts';
import { WatchNotifier } from './watch-notifier.ts';

const MINUTE = 60_000_000;
const NOW = Date.UTC(2026, 10, 24, 12) * 1000;
const START = NOW - 60 * MINUTE;

let server: TestServer;
let clock = NOW;
let viewer: UserContext;
let auditor: UserContext;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  clock = NOW;
  const ctx = { ...server.context({ now: () => clock }), watchNotifier: new WatchNotifier() };
  viewer = await makeUser(ctx, ['compliance']);
  auditor = await makeUser(ctx, ['auditor']);
});

/** As curl asks for a segment: no playlist before, no report after. */
async function fetchSegment(
  { segments }: StoredRecording,
  at: number,
  { range = null, headOnly = false }: { range?: string | null; headOnly?: boolean } = {},
): Promise<number> {
  const id = segments[at]?.id;
  if (id === undefined) throw new Error(`no segment ${at}`);
  const { signal } = new AbortController();
  const { content } = await openSegment(viewer, { id, range, ifRange: null, headOnly, signal });
  if (content === null) return 0;
  let bytes = 0;
  for await (const chunk of content.chunks()) bytes += chunk.length;
  return bytes;
}

const told = async () =>
  (await listViews(auditor, ListViews.parse({ user: viewer.user.id }))).items;
const audited = (device: DeviceId) =>
  viewer.db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.entityId, device), eq(auditEntries.action, 'view.began')));
const deliver = (device: DeviceId, minute: number, change: Partial<FootageDelivery> = {}) =>
  logDelivery(viewer, {
    device,
    purposeId: null,
    stretch: {
      kind: 'footage',
      display: 'HDMI-1',
      from: START + minute * MINUTE,
      to: START + (minute + 1) * MINUTE,
    },
    ...change,
  });

describe('a segment', () => {
  test('that is fetched without our player is in the view log, by ranges too, and once', async () => {
    const stored = await storeRecording(viewer, { start: START, count: 2, plainBytes: 188 * 10 });
    expect(await fetchSegment(stored, 0, { range: 'bytes=0-0' })).toBe(1);
    expect(await told()).toMatchObject([
      {
        displays: ['HDMI-1'],
        watchedAt: NOW,
        live: false,
        footageMicros: MINUTE,
        shownMicros: 0,
        stretches: [{ kind: 'footage', display: 'HDMI-1', from: START, to: START + MINUTE }],
      },
    ]);
    expect(await fetchSegment(stored, 0, { range: 'bytes=1-' })).toBe(1879);
    expect(await audited(stored.device.id)).toMatchObject([{ userId: viewer.user.id }]);
  });

  test('whose size alone was asked for, or whose addresses, was not watched', async () => {
    const stored = await storeRecording(viewer, { start: START, count: 1 });
    await fetchSegment(stored, 0, { headOnly: true });
    expect(await audited(stored.device.id)).toEqual([]);
    const window = { device: stored.device.id, display: 'HDMI-1', from: START, to: NOW };
    await buildPlaylist(viewer, window);
    await buildPlaylist(viewer, window);
    expect(await told()).toEqual([]);
    expect(await audited(stored.device.id)).toHaveLength(1);
    await fetchSegment(stored, 0);
    expect(await told()).toHaveLength(1);
    expect(await audited(stored.device.id)).toHaveLength(1);
  });

  test('is in the database before its first byte can be had, and is not given when it can’t be', async () => {
    const stored = await storeRecording(viewer, { start: START, count: 2 });
    const { signal } = new AbortController();
    const [first, second] = stored.segments.map(({ id }) => id);
    if (!first || !second) throw new Error('no segments');
    const wish = { range: null, ifRange: null, headOnly: false, signal };
    const { content } = await openSegment(viewer, { id: first, ...wish });
    expect(await told()).toMatchObject([{ footageMicros: MINUTE }]);
    await content?.close();
    await server.owner.execute(sql`alter table view_stretches rename to view_stretches_away`);
    await expect(openSegment(viewer, { id: second, ...wish })).rejects.toThrow();
    await server.owner.execute(sql`alter table view_stretches_away rename to view_stretches`);
    expect(await told()).toMatchObject([{ footageMicros: MINUTE }]);
  });
});

describe('a view', () => {
  test('of five minutes on two displays is one line, which opens to its seconds', async () => {
    const device = await insertDevice(viewer.db);
    for (let minute = 0; minute < 5; minute += 1) {
      for (const display of ['DP-2', 'HDMI-1']) {
        const from = START + minute * MINUTE;
        const stretch = { kind: 'footage', display, from, to: from + MINUTE } as const;
        await deliver(device, minute, { stretch });
      }
      clock += MINUTE;
    }
    await deliver(device, 0, {
      stretch: { kind: 'thumbnails', display: 'DP-2', from: START, to: START + 10 * MINUTE },
    });
    const whole = { from: START, to: START + 5 * MINUTE };
    expect(await told()).toMatchObject([
      {
        watchedAt: NOW,
        until: NOW + 5 * MINUTE,
        displays: ['DP-2', 'HDMI-1'],
        footageMicros: 5 * MINUTE,
        thumbnailsMicros: 10 * MINUTE,
        stretches: [
          { kind: 'footage', display: 'DP-2', ...whole },
          { kind: 'thumbnails', display: 'DP-2', from: START, to: START + 10 * MINUTE },
          { kind: 'footage', display: 'HDMI-1', ...whole },
        ],
      },
    ]);
    expect(await viewer.db.$count(viewStretches)).toBeLessThan(10);
  });

  test('is one, and told once, also when what is asked for first comes together', async () => {
    const device = await insertDevice(viewer.db);
    await Promise.all([0, 1, 2, 3].map((minute) => deliver(device, minute)));
    expect(await told()).toMatchObject([{ stretches: [{ from: START, to: START + 4 * MINUTE }] }]);
    expect(await audited(device)).toHaveLength(1);
  });

  test('ends with a pause of a quarter of an hour, after a day, and with its purpose', async () => {
    const device = await insertDevice(viewer.db);
    const [row] = await viewer.db.select().from(devices).where(eq(devices.id, device));
    if (!row) throw new Error('no device');
    await deliver(device, 0);
    clock += 14 * MINUTE;
    await deliver(device, 1);
    expect(await told()).toHaveLength(1);
    clock += 16 * MINUTE;
    await deliver(device, 2);
    expect(await told()).toHaveLength(2);
    clock += 1_000_000;
    const id = newId(PurposeId);
    await viewer.db.insert(purposes).values({
      id,
      userId: viewer.user.id,
      personId: row.personId,
      reason: 'complaint',
      note: '',
      declaredAt: clock,
      endsAt: clock + MINUTE,
    });
    await deliver(device, 2, { purposeId: id });
    expect((await told()).map(({ reason }) => reason)).toEqual(['complaint', null, null]);
    for (let passed = 0; passed < 25 * 60; passed += 14) {
      clock += 14 * MINUTE;
      await deliver(device, 3);
    }
    expect(await told()).toHaveLength(4);
  });

  test('goes on through the other portal', async () => {
    const device = await insertDevice(viewer.db);
    await deliver(device, 0);
    const other = { ...viewer, toldDeliveries: new ToldDeliveries() };
    await logDelivery(other, {
      device,
      purposeId: null,
      stretch: { kind: 'footage', display: 'HDMI-1', from: START + MINUTE, to: START + 2 * MINUTE },
    });
    expect(await told()).toMatchObject([{ footageMicros: 2 * MINUTE }]);
  });

  test('tells the first two hundred stretches and counts the rest', async () => {
    const device = await insertDevice(viewer.db);
    await deliver(device, 0);
    const [view] = await viewer.db.select().from(views).where(eq(views.deviceId, device));
    await viewer.db.execute(sql`
      insert into view_stretches (view_id, display, kind, footage_from, footage_to, first_at, last_at)
      select ${view?.id}::uuid, 'HDMI-1', 'footage',
        to_timestamp(n * 10), to_timestamp(n * 10 + 1), now(), now()
      from generate_series(1, 249) n`);
    const [entry] = await told();
    expect(entry?.stretches).toHaveLength(200);
    expect(entry).toMatchObject({ moreStretches: 50, footageMicros: MINUTE + 249_000_000 });
  });
});

describe('what is hardly recorded yet', () => {
  const fresh = { kind: 'footage', display: 'HDMI-1', from: NOW - 70_000_000, to: NOW } as const;

  test('makes the person hear of it by its delivery, whatever the player', async () => {
    const device = await insertDevice(viewer.db);
    await deliver(device, 0);
    expect(await isWatchedNow(viewer.db, device, clock)).toBe(false);
    const word = viewer.watchNotifier.next(device, new AbortController().signal);
    await deliver(device, 0, { stretch: fresh });
    await word;
    expect(await isWatchedNow(viewer.db, device, clock)).toBe(true);
    expect(await told()).toMatchObject([{ live: true }]);
    expect(await isWatchedNow(viewer.db, device, clock + MINUTE)).toBe(false);
  });

  test('of oneself is no news', async () => {
    const device = await insertDevice(viewer.db);
    const [row] = await viewer.db
      .select({ id: people.id })
      .from(devices)
      .innerJoin(people, eq(people.id, devices.personId))
      .where(eq(devices.id, device))
      .orderBy(asc(people.id));
    const self = { ...viewer, user: { ...viewer.user, personId: row?.id ?? null } };
    await logDelivery(self, { device, purposeId: null, stretch: fresh });
    expect(await isWatchedNow(viewer.db, device, clock)).toBe(false);
  });
});
