import { newId, RecordingId, TeamId } from '@workcompanion/core/ids';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { teams } from '@workcompanion/db/schema/teams';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ListPeople, ListPeopleOfMonth, TOO_FRESH } from '../../contract/people.ts';
import { WatchingSettings } from '../../contract/watching.ts';
import type { UserContext } from '../auth/user-context.ts';
import { giveGrant } from '../grants/give-grant.ts';
import { findRecordedDay } from '../people/find-recorded-day.ts';
import { listPeople } from '../people/list-people.ts';
import { listPeopleOfMonth, readPersonMonth } from '../people/list-people-of-month.ts';
import { localDayOf } from '../people/local-day.ts';
import { readDayActivity } from '../people/read-day-activity.ts';
import { readPersonDay } from '../people/read-person-day.ts';
import { storeRecording } from '../testing/store-recording.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { changeWatchingSettings } from '../watching/change-watching-settings.ts';
import { buildPlaylist } from './build-playlist.ts';
import { openSegment } from './open-segment.ts';

const MINUTE = 60_000_000;
/** Noon in Shanghai, so that all of it is one day there. */
const START = Date.UTC(2026, 10, 24, 4) * 1000;
/** Four minutes are recorded; two of them were over two minutes ago. */
const NOW = START + 4 * MINUTE;

let server: TestServer;
let admin: UserContext;
let manager: UserContext;
let recorded: Awaited<ReturnType<typeof storeRecording>>;
let person: typeof people.$inferSelect.id;
beforeAll(async () => {
  server = await startTestServer();
  const ctx = server.context({ now: () => NOW });
  admin = await makeUser(ctx, ['admin']);
  manager = await makeUser(ctx, ['manager']);
  recorded = await storeRecording(admin, { start: START, count: 4, recording: newId(RecordingId) });
  const [row] = await admin.db.select().from(devices).where(eq(devices.id, recorded.device.id));
  if (!row) throw new Error('no device');
  person = row.personId;
  const team = newId(TeamId);
  await admin.db.insert(teams).values({ id: team, name: 'Support', createdAt: 0 });
  await admin.db.insert(teamManagers).values({ teamId: team, userId: manager.user.id });
  await admin.db.update(people).set({ teamId: team }).where(eq(people.id, person));
  await setDelay(2);
});
afterAll(() => server.close());

async function setDelay(delayMinutes: number): Promise<void> {
  const value = { exemptRoles: ['manager', 'compliance'], delayMinutes };
  await changeWatchingSettings(admin, WatchingSettings.parse(value));
}

/** For each of the four minutes: is it in the playlist, and does its segment open? */
async function seenBy(viewer: UserContext): Promise<[listed: boolean[], opened: string[]]> {
  const { device, segments } = recorded;
  const all = { device: device.id, display: 'HDMI-1', from: START, to: START + 10 * MINUTE };
  const playlist = await buildPlaylist(viewer, all);
  const { signal } = new AbortController();
  const opened = segments.map(({ id }) =>
    openSegment(viewer, { id, range: null, ifRange: null, headOnly: true, signal }).then(
      () => 'open',
      (error: { code: string }) => error.code,
    ),
  );
  return [segments.map(({ id }) => playlist.includes(id)), await Promise.all(opened)];
}

function readDay(viewer: UserContext) {
  return readPersonDay(viewer, { person, date: localDayOf(START, 'Asia/Shanghai').date });
}

test('who may watch and not live is given footage when it is old enough', async () => {
  expect(await seenBy(manager)).toEqual([
    [true, true, false, false],
    ['open', 'open', 'forbidden', 'forbidden'],
  ]);
  const older = { ...manager, now: () => NOW + MINUTE };
  expect((await seenBy(older))[1]).toEqual(['open', 'open', 'open', 'forbidden']);
});

test('the day says what is too fresh, and its activity does not tell of it', async () => {
  const day = await readDay(manager);
  expect(day.delayMinutes).toBe(2);
  expect(day.recordedMicros).toBe(2 * MINUTE);
  const [lane] = day.lanes;
  expect(lane?.pieces.slice(0, 2)).toMatchObject([
    { kind: 'span', from: START, to: START + 2 * MINUTE },
    { kind: 'pending', cause: TOO_FRESH, from: START + 2 * MINUTE, to: START + 4 * MINUTE },
  ]);
  const { lanes } = await readDayActivity(manager, { person, date: day.date });
  expect(Math.max(...lanes.flatMap(({ samples }) => samples.map(({ to }) => to)))).toBe(
    START + 2 * MINUTE,
  );
});

test('lists and months tell as much as the day does, to who may watch', async () => {
  const month = localDayOf(START, 'Asia/Shanghai').date.slice(0, 7);
  const told = async (viewer: UserContext) => {
    const { items } = await listPeople(viewer, ListPeople.parse({}));
    const all = await listPeopleOfMonth(viewer, ListPeopleOfMonth.parse({ month }));
    const own = await readPersonMonth(viewer, { person, month });
    return [
      items.find(({ id }) => id === person)?.today.recordedMicros,
      all.items.find((one) => one.person.id === person)?.days[0],
      own.days[0],
    ];
  };
  const day = (recorded: number) => expect.objectContaining({ recorded, gaps: 0, faults: 0 });
  expect(await told(manager)).toEqual([2 * MINUTE, day(2 * MINUTE), day(2 * MINUTE)]);
  const compliance = await makeUser(admin, ['compliance']);
  expect(await told(compliance)).toEqual([4 * MINUTE, day(4 * MINUTE), day(4 * MINUTE)]);
  expect((await told(admin))[0]).toBe(4 * MINUTE);
});

test('the next recorded day is none whose footage is too fresh', async () => {
  const { date } = localDayOf(START - 24 * 60 * MINUTE, 'Asia/Shanghai');
  const next = async (now: number) =>
    (await findRecordedDay({ ...manager, now: () => now }, { person, date, direction: 'next' }))
      .date;
  expect(await next(START + MINUTE)).toBeNull();
  expect(await next(NOW)).toBe(localDayOf(START, 'Asia/Shanghai').date);
});

test('a day that has only begun is an empty playlist, not a refusal', async () => {
  const young = { ...manager, now: () => START + MINUTE };
  const [listed] = await seenBy(young);
  expect(listed).toEqual([false, false, false, false]);
});

test('who may watch live, and the person, see what is there', async () => {
  const compliance = await makeUser(admin, ['compliance']);
  const self = await makeUser(admin, ['employee']);
  const oneself = { ...self, user: { ...self.user, personId: person } };
  for (const viewer of [compliance, oneself]) {
    expect((await seenBy(viewer))[0]).toEqual([true, true, true, true]);
    const day = await readDay(viewer);
    expect([day.delayMinutes, day.recordedMicros]).toEqual([null, 4 * MINUTE]);
  }
});

test('a manager who is lent the right to watch live waits no longer', async () => {
  const lent = await makeUser(admin, ['manager']);
  const wish = {
    user: lent.user.id,
    personId: person,
    teamId: null,
    footageFrom: null,
    footageTo: null,
    expiresAt: NOW + 60 * MINUTE,
    reason: 'A complaint',
  };
  await giveGrant(admin, { ...wish, right: 'export' });
  expect((await seenBy(lent))[0]).toEqual([true, true, false, false]);
  await giveGrant(admin, { ...wish, right: 'live' });
  expect((await seenBy(lent))[0]).toEqual([true, true, true, true]);
});
