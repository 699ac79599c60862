import { type DeviceId, newId, PersonId, TeamId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { teams } from '@workcompanion/db/schema/teams';
import { viewStretches, views } from '@workcompanion/db/schema/views';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { and, desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ListViews } from '../../contract/views.ts';
import { type DeclarePurpose, WatchingSettings } from '../../contract/watching.ts';
import { readWatchingSettings, writeWatchingSettings } from '../auth/reach/watching-settings.ts';
import type { UserContext } from '../auth/user-context.ts';
import { readPersonDay } from '../people/read-person-day.ts';
import { buildPlaylist } from '../playback/build-playlist.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { listViews } from '../views/list-views.ts';
import { logDelivery } from '../views/log-delivery.ts';
import { reportView } from '../views/report-view.ts';
import { changeWatchingSettings } from './change-watching-settings.ts';
import { declarePurpose } from './declare-purpose.ts';
import { isPurposeAsked, requirePurpose } from './require-purpose.ts';

const HOUR = 3_600_000_000;
const NOW = Date.parse('2026-11-24T12:00:00Z') * 1000;
const DATE = '2026-11-24';

let server: TestServer;
let clock = NOW;
let viewer: UserContext;
let device: DeviceId;
let person: PersonId;

const settings = (value: Partial<WatchingSettings>) => WatchingSettings.parse(value);
const at = (ctx: UserContext): UserContext => ({ ...ctx, now: () => clock });

beforeAll(async () => {
  server = await startTestServer();
  const admin = await makeUser(server.context(), ['admin']);
  await changeWatchingSettings(admin, settings({}));
});
afterAll(() => server.close());

beforeEach(async () => {
  clock = NOW;
  viewer = at(await makeUser(server.context(), ['compliance']));
  device = await insertDevice(viewer.db);
  const [row] = await viewer.db.select().from(devices).where(eq(devices.id, device));
  person = PersonId.parse(row?.personId);
});

const purpose = (change: Partial<DeclarePurpose> = {}): DeclarePurpose => ({
  person,
  reason: 'complaint',
  note: 'Ticket 12',
  undisclosedDays: null,
  ...change,
});
const playlist = (ctx: UserContext = viewer) =>
  buildPlaylist(ctx, { device, display: 'HDMI-1', from: NOW - HOUR, to: NOW });
/** As what gives footage does it: the reason first, then the log, then the bytes. */
async function watch(ctx: UserContext = viewer): Promise<void> {
  const purposeId = await requirePurpose(ctx, device);
  const stretch = { kind: 'footage', display: 'HDMI-1', from: NOW - HOUR, to: NOW } as const;
  await logDelivery(ctx, { device, purposeId, stretch });
}
const report = (to: number) => ({
  device,
  display: 'HDMI-1',
  from: NOW - HOUR,
  to,
  live: false,
});
const shown = async () => {
  const { viewId, footageTo, kind } = viewStretches;
  return await viewer.db
    .select({ to: footageTo, purposeId: views.purposeId })
    .from(viewStretches)
    .innerJoin(views, eq(views.id, viewId))
    .where(and(eq(views.deviceId, device), eq(kind, 'shown')));
};
const theyWatched = async (ctx: UserContext) =>
  (await readPersonDay(ctx, { person, date: DATE })).watchedBefore;
async function themselves(): Promise<UserContext> {
  const ctx = await makeUser(server.context(), ['employee']);
  return at({ ...ctx, user: { ...ctx.user, personId: person } });
}

async function managerOfThem(): Promise<UserContext> {
  const manager = await makeUser(server.context(), ['manager']);
  const team = newId(TeamId);
  await manager.db.insert(teams).values({ id: team, name: 'Theirs', createdAt: 0 });
  await manager.db.insert(teamManagers).values({ teamId: team, userId: manager.user.id });
  await manager.db.update(people).set({ teamId: team }).where(eq(people.id, person));
  return at(manager);
}

describe('watching somebody', () => {
  test('is refused until the reason is said, then kept with it', async () => {
    await expect(playlist()).rejects.toMatchObject({ code: 'purpose-required' });
    await expect(watch()).rejects.toMatchObject({ code: 'purpose-required' });
    const { id } = await declarePurpose(viewer, purpose());
    await expect(playlist()).resolves.toContain('#EXTM3U');
    await watch();
    await reportView(viewer, report(NOW - HOUR + 1_000_000));
    expect(await shown()).toMatchObject([{ purposeId: id }]);
    expect(await theyWatched(viewer)).toMatchObject([{ reason: 'complaint', note: 'Ticket 12' }]);
  });

  test('is asked again when the reason is out of date, but what is on screen stays logged', async () => {
    await declarePurpose(viewer, purpose());
    await watch();
    clock += 9 * HOUR;
    await expect(playlist()).rejects.toMatchObject({ code: 'purpose-required' });
    await expect(watch()).rejects.toMatchObject({ code: 'purpose-required' });
    await reportView(viewer, report(NOW - HOUR + 5_000_000));
    expect(await shown()).toMatchObject([{ to: NOW - HOUR + 5_000_000 }]);
  });

  test('of one person says nothing about another', async () => {
    await declarePurpose(viewer, purpose());
    device = await insertDevice(viewer.db);
    await expect(playlist()).rejects.toMatchObject({ code: 'purpose-required' });
  });

  test('is for nobody else to justify', async () => {
    await declarePurpose(viewer, purpose());
    const other = at(await makeUser(server.context(), ['compliance']));
    await expect(playlist(other)).rejects.toMatchObject({ code: 'purpose-required' });
  });

  test('of oneself needs no reason', async () => {
    await expect(playlist(await themselves())).resolves.toContain('#EXTM3U');
  });

  test('tells the day what is asked', async () => {
    const asked = async (ctx: UserContext) =>
      (await readPersonDay(ctx, { person, date: DATE })).purpose;
    expect(await asked(viewer)).toMatchObject({ isAsked: true, mayDelay: true, current: null });
    const { id } = await declarePurpose(viewer, purpose());
    expect(await asked(viewer)).toMatchObject({ current: { id } });
    expect(await asked(await themselves())).toMatchObject({ isAsked: false });
    const admin = at(await makeUser(server.context(), ['admin']));
    expect(await asked(admin)).toMatchObject({ isAsked: false });
  });
});

describe('an investigation', () => {
  test('is told to compliance and auditors alone until its day, and logged as such', async () => {
    await declarePurpose(viewer, purpose({ undisclosedDays: 3 }));
    await watch();
    const self = await themselves();
    const manager = await managerOfThem();
    const admin = at(await makeUser(server.context(), ['admin']));
    const auditor = at(await makeUser(server.context(), ['auditor']));
    const investigated = { ...viewer, user: { ...viewer.user, personId: person } };
    for (const other of [self, manager, admin, investigated]) {
      expect(await theyWatched(other)).toEqual([]);
    }
    const undisclosedUntil = NOW + 3 * 24 * HOUR;
    expect(await theyWatched(viewer)).toMatchObject([{ undisclosedUntil }]);
    expect(await theyWatched(auditor)).toMatchObject([{ undisclosedUntil }]);
    const log = async (ctx: UserContext) =>
      (await listViews(ctx, ListViews.parse({ person }))).items;
    expect(await log(auditor)).toHaveLength(1);
    expect(await log(self)).toEqual([]);
    const ofThem = { ...auditor, user: { ...auditor.user, personId: person } };
    expect(await log(ofThem)).toEqual([]);
    const [entry] = await viewer.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.action, 'purpose.declared-undisclosed'))
      .orderBy(desc(auditEntries.seq));
    expect(entry).toMatchObject({ userId: viewer.user.id, details: { undisclosedDays: 3 } });
    clock += 3 * 24 * HOUR;
    for (const other of [self, manager, admin, investigated]) {
      expect(await theyWatched(other)).toMatchObject([{ reason: 'complaint' }]);
    }
  });

  test('needs the right to hold, and words', async () => {
    const wordless = declarePurpose(viewer, purpose({ undisclosedDays: 3, note: '' }));
    await expect(wordless).rejects.toMatchObject({ code: 'invalid-input' });
    const self = await themselves();
    const byThem = declarePurpose(self, purpose({ undisclosedDays: 3 }));
    await expect(byThem).rejects.toMatchObject({ code: 'forbidden' });
  });
});

test('something else needs words', async () => {
  const wordless = declarePurpose(viewer, purpose({ reason: 'other', note: '' }));
  await expect(wordless).rejects.toMatchObject({ code: 'invalid-input' });
});

test('words are asked of every reason where the settings say so', async () => {
  const rules = await readWatchingSettings(viewer.db);
  const write = (value: WatchingSettings) =>
    writeWatchingSettings(viewer.db, value, { at: NOW, by: null });
  await write({ ...rules, wordsRequired: true });
  const { purpose: asked } = await readPersonDay(viewer, { person, date: DATE });
  expect(asked).toMatchObject({ wordsRequired: true, current: null });
  const wordless = declarePurpose(viewer, purpose({ note: '' }));
  await expect(wordless).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(declarePurpose(viewer, purpose())).resolves.toMatchObject({ note: 'Ticket 12' });
  await write(rules);
});

test('what is watched after another purpose was said is logged with that one', async () => {
  const first = await declarePurpose(viewer, purpose());
  await watch();
  clock += 60_000_000;
  const second = await declarePurpose(viewer, purpose({ reason: 'quality', note: 'A sample' }));
  await watch();
  expect(new Set((await theyWatched(viewer)).map(({ reason }) => reason))).toEqual(
    new Set([first.reason, second.reason]),
  );
});

test('a role that is exempt is not asked, and only policy makers change which', async () => {
  const person = newId(PersonId);
  const manager = { roles: ['manager'], personId: null } as const;
  expect(isPurposeAsked(manager, person, settings({}))).toBe(true);
  expect(isPurposeAsked(manager, person, settings({ exemptRoles: ['manager'] }))).toBe(false);
  await expect(changeWatchingSettings(viewer, settings({}))).rejects.toMatchObject({
    code: 'forbidden',
  });
});
