import { GapId, newId, PersonId, TeamId } from '@workcompanion/core/ids';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { gaps } from '@workcompanion/db/schema/spans';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { teams } from '@workcompanion/db/schema/teams';
import { type DeviceValues, insertDevice } from '@workcompanion/db/testing/insert-device';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MOST_PEOPLE_SHOWN, TeamNow } from '../../contract/home.ts';
import { WatchingSettings } from '../../contract/watching.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { storeRecording } from '../testing/store-recording.ts';
import { storeThumbnails } from '../testing/store-thumbnails.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { changeWatchingSettings } from '../watching/change-watching-settings.ts';
import { declarePurpose } from '../watching/declare-purpose.ts';
import { readTeamNow } from './read-team-now.ts';

const MINUTE = 60_000_000;
const NOW = Date.UTC(2026, 10, 24, 10) * 1000;
const FRESH = { lastSeenAt: NOW, lastFrameAt: NOW } as const;

let server: TestServer;
let ctx: ServerContext;
let manager: UserContext;
let team: TeamId;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => NOW });
  // Everybody is asked why they watch.
  await changeWatchingSettings(await makeUser(ctx, ['admin']), WatchingSettings.parse({}));
});
beforeEach(async () => {
  manager = await makeUser(ctx, ['manager']);
  team = newId(TeamId);
  await ctx.db.insert(teams).values({ id: team, name: `Support ${team}`, createdAt: 0 });
  await ctx.db.insert(teamManagers).values({ teamId: team, userId: manager.user.id });
});
afterAll(() => server.close());

async function member(name: string, signs: DeviceValues = {}) {
  const device = await insertDevice(ctx.db, signs);
  return { device, person: await joinTeam(device, name) };
}

async function joinTeam(device: typeof devices.$inferSelect.id, name: string): Promise<PersonId> {
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, device));
  const id = PersonId.parse(row?.personId);
  await ctx.db.update(people).set({ teamId: team, name }).where(eq(people.id, id));
  return id;
}

const pauseOf = (deviceId: typeof devices.$inferSelect.id, over: object) =>
  ctx.db.insert(gaps).values({
    id: newId(GapId),
    deviceId,
    cause: 'paused',
    startsAt: NOW - 6 * MINUTE,
    ...over,
  });

describe('a team now', () => {
  test('says who is recorded, paused and why, absent since when, silent, and in need of help', async () => {
    await member('Ruth', { ...FRESH, state: 'recording' });
    const { device: paused } = await member('Paul', { ...FRESH, state: 'paused' });
    await pauseOf(paused, { note: 'Private call' });
    await pauseOf(paused, { startsAt: NOW - 90 * MINUTE, endsAt: NOW - 80 * MINUTE });
    const { device: locked } = await member('Abby', { lastSeenAt: NOW - 60 * MINUTE });
    await pauseOf(locked, { cause: 'locked', startsAt: NOW - 61 * MINUTE });
    await member('Olga', { lastSeenAt: NOW - 50 * MINUTE });
    await member('Hugo', { ...FRESH, state: 'disk-full' });
    await member('Gone', { ...FRESH, state: 'recording', revokedAt: NOW });

    const told = await readTeamNow(manager);
    expect(TeamNow.safeParse(told).error).toBeUndefined();
    expect(told).toMatchObject({ people: 6, teams: [{ id: team }], delayMinutes: 15 });
    expect(
      told.shown.map(({ name, presence, cause, note, since }) => [
        name,
        presence,
        cause,
        note,
        since === null ? null : (NOW - since) / MINUTE,
      ]),
    ).toEqual([
      ['Hugo', 'help', null, null, 0],
      ['Ruth', 'recording', null, null, null],
      ['Paul', 'paused', 'paused', 'Private call', 6],
      ['Abby', 'absent', 'locked', null, 61],
      ['Gone', 'offline', null, null, null],
      ['Olga', 'offline', null, null, 50],
    ]);
    expect(Object.fromEntries(told.presence.map((one) => [one.presence, one.count]))).toEqual({
      help: 1,
      recording: 1,
      paused: 1,
      absent: 1,
      offline: 2,
    });
  });

  test('is of teams that are managed, and of nobody else', async () => {
    await member('Ruth');
    const stranger = await makeUser(ctx, ['manager', 'compliance']);
    expect(await readTeamNow(stranger)).toMatchObject({ people: 0, teams: [], shown: [] });
  });

  test('tells no more people one by one than anybody looks at, and counts all', async () => {
    for (let n = 0; n < MOST_PEOPLE_SHOWN + 2; n += 1) await member(`Person ${n}`);
    const { people: counted, shown } = await readTeamNow(manager);
    expect(counted).toBe(MOST_PEOPLE_SHOWN + 2);
    expect(shown).toHaveLength(MOST_PEOPLE_SHOWN);
  });

  test('knows the latest picture that is old enough, and asks why before it is given', async () => {
    const start = NOW - 17 * MINUTE;
    const stored = await storeRecording(ctx, { start, count: 3, plainBytes: 188 });
    await storeThumbnails(ctx, stored);
    const person = await joinTeam(stored.device.id, 'Ruth');
    const from = NOW - 16 * MINUTE;
    const picture = { device: stored.device.id, display: 'HDMI-1', from, to: from + MINUTE };
    expect((await readTeamNow(manager)).shown).toMatchObject([{ picture, needsPurpose: true }]);
    await declarePurpose(manager, { person, reason: 'quality', note: '', undisclosedDays: null });
    expect((await readTeamNow(manager)).shown).toMatchObject([{ picture, needsPurpose: false }]);
  });
});
