import { GrantId, newId, PersonId, RetentionRuleId, TeamId } from '@workcompanion/core/ids';
import { devices } from '@workcompanion/db/schema/devices';
import { grants } from '@workcompanion/db/schema/grants';
import { people } from '@workcompanion/db/schema/people';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UserContext } from '../auth/user-context.ts';
import { TestDevice } from '../testing/test-device.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { isWatchedNow } from '../views/is-watched-now.ts';
import { logDelivery } from '../views/log-delivery.ts';
import { declarePurpose } from '../watching/declare-purpose.ts';
import { requirePurpose } from '../watching/require-purpose.ts';
import { listWatchers } from './list-watchers.ts';

const HOUR = 3_600_000_000;
const NOW = Date.now() * 1000;
let server: TestServer;
let viewer: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  viewer = { ...(await makeUser(server.context(), ['compliance'])), now: () => NOW };
});
afterAll(() => server.close());

async function recordedPerson() {
  const device = await TestDevice.enrolled(viewer);
  const [row] = await viewer.db.select().from(devices).where(eq(devices.id, device.id));
  const person = PersonId.parse(row?.personId);
  const watch = async (live: boolean, at = NOW) => {
    const then = { ...viewer, now: () => at };
    const purposeId = await requirePurpose(then, device.id);
    const to = live ? at : at - HOUR;
    const stretch = { kind: 'footage', display: 'HDMI-1', from: to - 5_000_000, to } as const;
    await logDelivery(then, { device: device.id, purposeId, stretch });
  };
  return { device, person, watch, told: () => listWatchers(device.in(viewer)) };
}

test('tells who watched, of this person alone, the latest first', async () => {
  const { watch, told } = await recordedPerson();
  const { watch: watchOther } = await recordedPerson();
  await watch(false);
  await watchOther(false);
  await watch(true, NOW + HOUR);
  const { views } = await told();
  expect(views.map(({ name, live }) => ({ name, live }))).toEqual([
    { name: 'Ada', live: true },
    { name: 'Ada', live: false },
  ]);
});

test('tells who read which programs were in front, and that it was no more than that', async () => {
  const { device, told } = await recordedPerson();
  const purposeId = await requirePurpose(viewer, device.id);
  const read = { kind: 'programs', display: '', from: NOW - 2 * HOUR, to: NOW - HOUR } as const;
  await logDelivery(viewer, { device: device.id, purposeId, stretch: read });
  expect((await told()).views).toMatchObject([
    { name: 'Ada', from: read.from, to: read.to, thumbnails: false, programs: true },
  ]);
});

test('names whoever watches as it records, once, and nobody who watches what is past', async () => {
  const { watch, told } = await recordedPerson();
  await watch(false);
  expect((await told()).watchingNow).toEqual([]);
  await watch(true);
  await watch(true);
  expect((await told()).watchingNow).toEqual(['Ada']);
});

test('keeps an investigation to itself until it is disclosed, also while it watches live', async () => {
  const { device, person, watch, told } = await recordedPerson();
  await declarePurpose(viewer, {
    person,
    reason: 'security-incident',
    note: 'Case 7',
    undisclosedDays: 5,
  });
  await watch(true);
  expect(await told()).toMatchObject({ views: [], watchingNow: [] });
  expect(await isWatchedNow(viewer.db, device.id, NOW)).toBe(false);
  const later = { ...viewer, now: () => NOW + 6 * 86_400 * 1_000_000 };
  expect((await listWatchers(device.in(later))).views).toMatchObject([
    { name: 'Ada', live: true, reason: 'security-incident' },
  ]);
});

test('names whoever may watch by what they are: all of compliance, managers of the own team', async () => {
  const { person, told } = await recordedPerson();
  const [mine, other] = [newId(TeamId), newId(TeamId)];
  const named = async (name: string, team: TeamId | null, disabled = false) => {
    const { user } = await makeUser(viewer, [team === null ? 'compliance' : 'manager']);
    const disabledAt = disabled ? NOW : null;
    await viewer.db.update(users).set({ name, disabledAt }).where(eq(users.id, user.id));
    if (team !== null) {
      await viewer.db.insert(teamManagers).values({ teamId: team, userId: user.id });
    }
  };
  await viewer.db.insert(teams).values([
    { id: mine, name: 'Mine', createdAt: NOW },
    { id: other, name: 'Other', createdAt: NOW },
  ]);
  await viewer.db.update(people).set({ teamId: mine }).where(eq(people.id, person));
  await named('Carla', null);
  await named('Gone', null, true);
  await named('Mei', mine);
  await named('Zoe', other);
  expect((await told()).mayWatch).toEqual([
    { name: 'Ada', by: 'compliance' },
    { name: 'Carla', by: 'compliance' },
    { name: 'Mei', by: 'manager' },
  ]);
});

test('names those who were lent the right for a time, and until when', async () => {
  const { person, told } = await recordedPerson();
  const lend = async (name: string, right: 'list' | 'watch' | 'live', change: object = {}) => {
    const { user } = await makeUser(viewer, ['manager']);
    await viewer.db.update(users).set({ name }).where(eq(users.id, user.id));
    await viewer.db.insert(grants).values({
      id: newId(GrantId),
      userId: user.id,
      right,
      personId: person,
      expiresAt: NOW + HOUR,
      reason: 'For a while',
      givenBy: viewer.user.id,
      givenAt: NOW - HOUR,
      ...change,
    });
  };
  const { person: other } = await recordedPerson();
  await lend('Lea', 'watch');
  await lend('Liv', 'live');
  await lend('Only listing', 'list');
  await lend('Of another', 'watch', { personId: other });
  await lend('Over', 'watch', { expiresAt: NOW - 1 });
  await lend('Taken back', 'watch', { withdrawnAt: NOW - 1 });
  expect((await told()).lent).toEqual([
    { name: 'Lea', live: false, until: NOW + HOUR },
    { name: 'Liv', live: true, until: NOW + HOUR },
  ]);
});

test('says that a view may be told later, and for how long footage is kept', async () => {
  const { told } = await recordedPerson();
  expect(await told()).toMatchObject({
    laterDisclosure: { by: 'compliance', atMostDays: 90 },
    keptDays: null,
  });
  await viewer.db.insert(retentionRules).values({
    id: newId(RetentionRuleId),
    days: 30,
    proposedAt: NOW,
    proposedBy: viewer.user.id,
    approvedAt: NOW,
  });
  expect(await told()).toMatchObject({ keptDays: 30 });
});
