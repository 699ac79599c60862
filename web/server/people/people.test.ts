import { GapId, newId, PersonId, RecordingId } from '@workcompanion/core/ids';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ListPeople, ListPersonNames, PeoplePage, PersonDay } from '../../contract/people.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { parseInput } from '../http/json-body.ts';
import { receiveJournal } from '../recorder/receive-journal.ts';
import { storeRecording } from '../testing/store-recording.ts';
import { TEST_HOST, TestDevice } from '../testing/test-device.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { logDelivery } from '../views/log-delivery.ts';
import { listPeople, listPersonNames } from './list-people.ts';
import { readDayActivity } from './read-day-activity.ts';
import { readPersonDay } from './read-person-day.ts';
import { renamePerson } from './rename-person.ts';

const MINUTE = 60_000_000;
/** 18:00 of the 24th in Shanghai, where the day began at 16:00 UTC of the 23rd. */
const NOW = Date.UTC(2026, 10, 24, 10) * 1000;
const NINE = Date.UTC(2026, 10, 24, 1) * 1000;

let server: TestServer;
let ctx: ServerContext;
let viewer: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => NOW });
  viewer = await makeUser(ctx, ['compliance']);
});
afterAll(() => server.close());

/** A person with one device that recorded from nine on, paused, and recorded again, with a window painted over. */
async function workingDay() {
  const device = await TestDevice.enrolled(ctx);
  await storeRecording(ctx, { device, start: NINE, count: 3 });
  const gap = newId(GapId);
  const statements = [
    await device.state(
      { kind: 'paused', gap, from: NINE + 3 * MINUTE, reason: 'a call', until: null },
      { at: NINE + 3 * MINUTE },
    ),
    await device.state({ kind: 'resumed', gap, to: NINE + 5 * MINUTE }, { at: NINE + 5 * MINUTE }),
    await device.state({ kind: 'policy-applied', policyVersion: 1 }, { at: NINE + 5 * MINUTE }),
  ];
  await receiveJournal(device.in(ctx), { statements });
  const { recording } = await storeRecording(ctx, { device, start: NINE + 6 * MINUTE, count: 2 });
  const started = await device.state(
    {
      kind: 'recording-started',
      recording,
      display: 'HDMI-1',
      geometry: { width: 1920, height: 1080, x: 0, y: 0 },
      host: TEST_HOST,
      encoder: 'libx264',
      framesPerSecond: 5,
      policyVersion: 1,
      covered: [{ x: 10, y: 10, width: 300, height: 200 }],
    },
    { at: NINE + 6 * MINUTE },
  );
  await receiveJournal(device.in(ctx), { statements: [started] });
  await ctx.db
    .update(deviceStates)
    .set({ lastSeenAt: NINE + 9 * MINUTE, lastReceivedAt: NINE })
    .where(eq(deviceStates.deviceId, device.id));
  await ctx.db
    .update(devices)
    .set({ displays: ['HDMI-1'] })
    .where(eq(devices.id, device.id));
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, device.id));
  if (!row) throw new Error('no device');
  return { device, person: row.personId, recording };
}

describe('the day of a person', () => {
  test('is told minute by minute, in their own zone', async () => {
    const { device, person } = await workingDay();
    const day = await readPersonDay(viewer, { person, date: '2026-11-24' });
    expect(PersonDay.safeParse(day).error).toBeUndefined();
    expect(day).toMatchObject({
      from: Date.UTC(2026, 10, 23, 16) * 1000,
      to: Date.UTC(2026, 10, 24, 16) * 1000,
      recordedMicros: 5 * MINUTE,
      accountedFor: expect.closeTo(8 / 9, 6),
      journal: { complete: true, missing: 0 },
      lanes: [{ device: device.id, display: 'HDMI-1', geometry: { width: 1920, height: 1080 } }],
    });
    expect(day.lanes[0]?.pieces).toMatchObject([
      { kind: 'span', from: NINE, to: NINE + 3 * MINUTE },
      { kind: 'gap', cause: 'paused', note: 'a call', to: NINE + 5 * MINUTE },
      { kind: 'gap', cause: 'unexplained', to: NINE + 6 * MINUTE },
      { kind: 'span', to: NINE + 8 * MINUTE },
      { kind: 'pending', to: NINE + 9 * MINUTE },
    ]);
    expect(day.moments.map(({ kind, at }) => [kind, (at - NINE) / MINUTE])).toEqual([
      ['paused', 3],
      ['resumed', 5],
      ['policy-applied', 5],
      ['recording-started', 6],
    ]);
    expect(day.storedBytes).toBeGreaterThan(5 * 18_800);
  });

  test('tells of a recording that runs, before its first segment has come', async () => {
    const device = await TestDevice.enrolled(ctx);
    const about = { kind: 'recording-started', display: 'HDMI-1', encoder: 'libx264' } as const;
    const geometry = { width: 1920, height: 1080, x: 0, y: 0 };
    const recording = newId(RecordingId);
    const more = { geometry, host: TEST_HOST, framesPerSecond: 5, policyVersion: 1 };
    const statement = await device.state({ ...about, ...more, recording }, { at: NINE });
    await receiveJournal(device.in(ctx), { statements: [statement] });
    await ctx.db
      .update(deviceStates)
      .set({ lastSeenAt: NINE + MINUTE / 2, lastReceivedAt: NINE })
      .where(eq(deviceStates.deviceId, device.id));
    const [row] = await ctx.db.select().from(devices).where(eq(devices.id, device.id));
    const person = row?.personId ?? newId(PersonId);
    const day = await readPersonDay(viewer, { person, date: '2026-11-24' });
    expect(day.lanes).toMatchObject([
      { display: 'HDMI-1', pieces: [{ kind: 'pending', from: NINE, to: NINE + MINUTE / 2 }] },
    ]);
  });

  test('tells where the policy had windows painted over', async () => {
    const { person } = await workingDay();
    const day = await readPersonDay(viewer, { person, date: '2026-11-24' });
    expect(day.lanes[0]?.covered).toEqual([{ from: NINE + 6 * MINUTE, to: NINE + 8 * MINUTE }]);
  });

  test('tells of holes in the journal', async () => {
    const { device, person } = await workingDay();
    await device.state({ kind: 'policy-applied', policyVersion: 2 });
    await device.state({ kind: 'policy-applied', policyVersion: 3 });
    const late = await device.state({ kind: 'policy-applied', policyVersion: 4 });
    await receiveJournal(device.in(ctx), { statements: [late] });
    const day = await readPersonDay(viewer, { person, date: '2026-11-24' });
    expect(day.journal).toEqual({ complete: false, missing: 2 });
  });

  test('tells who watched it before', async () => {
    const { device, person } = await workingDay();
    const stretch = { kind: 'footage', display: 'HDMI-1', from: NINE, to: NINE + MINUTE } as const;
    await logDelivery(viewer, { device: device.id, purposeId: null, stretch });
    const day = await readPersonDay(viewer, { person, date: '2026-11-24' });
    expect(day.watchedBefore).toMatchObject([
      { user: { name: 'Ada' }, watchedAt: NOW, stretches: [{ from: NINE, to: NINE + MINUTE }] },
    ]);
    const before = await readPersonDay(viewer, { person, date: '2026-11-23' });
    expect(before.watchedBefore).toEqual([]);
  });

  test('without anything known is empty, and not an error', async () => {
    const { person } = await workingDay();
    const day = await readPersonDay(viewer, { person, date: '2026-01-01' });
    expect(day).toMatchObject({ lanes: [], recordedMicros: 0, accountedFor: null, moments: [] });
  });

  test('of nothing but gaps is drawn for the displays that are known', async () => {
    const device = await TestDevice.enrolled(ctx);
    const gap = newId(GapId);
    const about = { kind: 'gap', gap, display: null, cause: 'signed-out', note: null } as const;
    const statement = await device.state({ ...about, from: NINE, to: NINE + MINUTE });
    await receiveJournal(device.in(ctx), { statements: [statement] });
    await ctx.db
      .update(devices)
      .set({ displays: ['DP-1', 'DP-2'] })
      .where(eq(devices.id, device.id));
    const [row] = await ctx.db.select().from(devices).where(eq(devices.id, device.id));
    const person = row?.personId ?? newId(PersonId);
    const day = await readPersonDay(viewer, { person, date: '2026-11-24' });
    expect(day.lanes.map((lane) => lane.display)).toEqual(['DP-1', 'DP-2']);
  });

  test('tells those who may watch how much each screen changed', async () => {
    const { device, person } = await workingDay();
    const day = { person, date: '2026-11-24' };
    const { lanes } = await readDayActivity(viewer, day);
    expect(lanes).toMatchObject([{ device: device.id, display: 'HDMI-1' }]);
    expect(lanes[0]?.samples.map(({ from }) => (from - NINE) / MINUTE)).toEqual([0, 1, 2, 6, 7]);
    expect(lanes[0]?.samples.every(({ bytes }) => bytes > 18_000)).toBe(true);
    const auditor = await makeUser(ctx, ['admin', 'auditor']);
    await expect(readDayActivity(auditor, day)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await readPersonDay(auditor, day)).rights).toEqual([]);
    expect((await readPersonDay(viewer, day)).rights).toEqual(['watch', 'live', 'export', 'hold']);
  });

  test('of nobody is not found', async () => {
    const person = newId(PersonId);
    await expect(readPersonDay(viewer, { person, date: '2026-11-24' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('people', () => {
  test('come by name, a page at a time, each once', async () => {
    for (const name of ['Zoë', 'Bo', 'Bo', 'Änne', 'Bo']) {
      const id = newId(PersonId);
      await ctx.db.insert(people).values({ id, name, timeZone: 'UTC', createdAt: 0 });
    }
    const seen: string[] = [];
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listPeople(
        viewer,
        parseInput(ListPeople, { limit: '2', ...(cursor && { cursor }) }),
      );
      expect(PeoplePage.safeParse(page).error).toBeUndefined();
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map((person) => person.id));
      names.push(...page.items.map((person) => person.name));
      cursor = page.next;
    } while (cursor !== null);
    const all = await ctx.db.select({ id: people.id }).from(people);
    expect(seen).toHaveLength(all.length);
    expect(new Set(seen)).toEqual(new Set(all.map(({ id }) => id)));
    expect(names.filter((name) => name === 'Bo')).toHaveLength(3);
  });

  test('carry their present day, merged over all displays', async () => {
    const { person, device } = await workingDay();
    await storeRecording(ctx, { device, start: NINE + 2 * MINUTE, count: 2, display: 'DP-2' });
    const page = await listPeople(viewer, parseInput(ListPeople, { limit: '200' }));
    const found = page.items.find((one) => one.id === person);
    expect(found?.devices).toMatchObject([{ id: device.id, health: 'silent' }]);
    expect(found?.today).toMatchObject({ date: '2026-11-24', recordedMicros: 6 * MINUTE });
    expect(found?.today.pieces[0]).toMatchObject({ kind: 'span', to: NINE + 4 * MINUTE });
  });

  test('are found by words of name, login or computer, whatever case and accents', async () => {
    const device = await insertDevice(ctx.db, { host: { ...TEST_HOST, hostname: 'ANNA-7' } });
    const [owner] = await ctx.db.select().from(devices).where(eq(devices.id, device));
    await ctx.db
      .update(people)
      .set({ name: 'Zoë Krüger', login: 'q_zk100%' })
      .where(eq(people.id, owner?.personId ?? newId(PersonId)));
    const values = { timeZone: 'UTC', createdAt: 0 };
    await ctx.db.insert(people).values({ id: newId(PersonId), name: '林梅', ...values });
    const names = async (q: string) =>
      (await listPeople(viewer, parseInput(ListPeople, { q, limit: '200' }))).items.map(
        ({ name }) => name,
      );
    for (const q of ['KRUGER zoe', 'anna-7', 'q_zk', '100%', 'zoë anna', ' krü ']) {
      expect(await names(q)).toEqual(['Zoë Krüger']);
    }
    expect(await names('林')).toEqual(['林梅']);
    expect(await names('zoe 林')).toEqual([]);
    expect(await names('q%k')).toEqual([]);
  });

  test.each([['x'], [''], [Buffer.from('["a"]').toString('base64url')]])(
    'of the cursor "%s" can not be had',
    (cursor) => {
      expect(ListPeople.safeParse({ cursor }).success).toBe(false);
    },
  );

  test.each([['0'], ['201'], ['many']])('can not come %s at a time', (limit) => {
    expect(ListPeople.safeParse({ limit }).success).toBe(false);
  });
});

test('many devices and recordings stay with their people', async () => {
  const one = await insertDevice(ctx.db);
  await storeRecording(ctx, { start: NINE, count: 1, recording: newId(RecordingId) });
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, one));
  const person = row?.personId ?? newId(PersonId);
  const day = await readPersonDay(viewer, { person, date: '2026-11-24' });
  expect(day.lanes).toEqual([]);
});

test('whoever is known by a login alone is given a name, by who keeps the accounts', async () => {
  const person = newId(PersonId);
  const row = { id: person, name: 'm.brandt', login: 'm.brandt', timeZone: 'UTC', createdAt: 0 };
  await ctx.db.insert(people).values(row);
  const admin = await makeUser(ctx, ['admin']);
  const wish = { person, name: 'Mia Brandt' };
  await expect(renamePerson(viewer, wish)).rejects.toMatchObject({ code: 'forbidden' });
  await renamePerson(admin, wish);
  const { items } = await listPersonNames(admin, ListPersonNames.parse({ q: 'mia' }));
  expect(items).toMatchObject([{ id: person, name: 'Mia Brandt' }]);
});
