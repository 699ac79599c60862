import { type DeviceId, EmployeeId, newId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { devices } from '@workcompanion/db/schema/devices';
import { views } from '@workcompanion/db/schema/views';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DeclarePurpose, WatchingSettings } from '../../contract/watching.ts';
import type { UserContext } from '../auth/user-context.ts';
import { readPersonDay } from '../people/read-person-day.ts';
import { buildPlaylist } from '../playback/build-playlist.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { reportView } from '../views/report-view.ts';
import { changeWatchingSettings } from './change-watching-settings.ts';
import { declarePurpose } from './declare-purpose.ts';
import { isPurposeAsked } from './is-purpose-asked.ts';

const HOUR = 3_600_000_000;
const NOW = Date.parse('2026-11-24T12:00:00Z') * 1000;
const DATE = '2026-11-24';

let server: TestServer;
let clock = NOW;
let viewer: UserContext;
let device: DeviceId;
let employee: EmployeeId;

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
  employee = EmployeeId.parse(row?.employeeId);
});

const purpose = (change: Partial<DeclarePurpose> = {}): DeclarePurpose => ({
  employee,
  reason: 'complaint',
  note: 'Ticket 12',
  undisclosedDays: null,
  ...change,
});
const playlist = (ctx: UserContext = viewer) =>
  buildPlaylist(ctx, { device, display: 'HDMI-1', from: NOW - HOUR, to: NOW });
const report = (view: string = crypto.randomUUID()) => ({
  view,
  device,
  display: 'HDMI-1',
  from: NOW - HOUR,
  to: NOW - HOUR + 1_000_000,
  live: false,
});
const theyWatched = async (ctx: UserContext) =>
  (await readPersonDay(ctx, { person: employee, date: DATE })).watchedBefore;
async function themselves(): Promise<UserContext> {
  const ctx = await makeUser(server.context(), ['employee']);
  return at({ ...ctx, user: { ...ctx.user, employeeId: employee } });
}

describe('watching somebody', () => {
  test('is refused until the reason is said, then kept with it', async () => {
    await expect(playlist()).rejects.toMatchObject({ code: 'purpose-required' });
    await expect(reportView(viewer, report())).rejects.toMatchObject({ code: 'purpose-required' });
    const { id } = await declarePurpose(viewer, purpose());
    await expect(playlist()).resolves.toContain('#EXTM3U');
    const told = report();
    await reportView(viewer, told);
    const [row] = await viewer.db.select().from(views).where(eq(views.id, told.view));
    expect(row?.purposeId).toBe(id);
    expect(await theyWatched(viewer)).toMatchObject([{ reason: 'complaint', note: 'Ticket 12' }]);
  });

  test('is asked again when the reason is out of date, but what is on screen stays logged', async () => {
    await declarePurpose(viewer, purpose());
    const begun = report();
    await reportView(viewer, begun);
    clock += 9 * HOUR;
    await expect(playlist()).rejects.toMatchObject({ code: 'purpose-required' });
    await expect(reportView(viewer, report())).rejects.toMatchObject({ code: 'purpose-required' });
    await reportView(viewer, { ...begun, to: begun.to + 5_000_000 });
    const [row] = await viewer.db.select().from(views).where(eq(views.id, begun.view));
    expect(row?.footageTo).toBe(begun.to + 5_000_000);
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
      (await readPersonDay(ctx, { person: employee, date: DATE })).purpose;
    expect(await asked(viewer)).toMatchObject({ isAsked: true, mayDelay: true, current: null });
    const { id } = await declarePurpose(viewer, purpose());
    expect(await asked(viewer)).toMatchObject({ current: { id } });
    expect(await asked(await themselves())).toMatchObject({ isAsked: false });
    const admin = at(await makeUser(server.context(), ['admin']));
    expect(await asked(admin)).toMatchObject({ isAsked: false });
  });
});

describe('an investigation', () => {
  test('is hidden from the person until its day, never from others, and logged as such', async () => {
    await declarePurpose(viewer, purpose({ undisclosedDays: 3 }));
    await reportView(viewer, report());
    const self = await themselves();
    expect(await theyWatched(self)).toEqual([]);
    expect(await theyWatched(viewer)).toHaveLength(1);
    const [entry] = await viewer.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.action, 'purpose.declared-undisclosed'))
      .orderBy(desc(auditEntries.seq));
    expect(entry).toMatchObject({ userId: viewer.user.id, details: { undisclosedDays: 3 } });
    clock += 3 * 24 * HOUR;
    expect(await theyWatched(self)).toMatchObject([{ reason: 'complaint' }]);
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

test('a role that is exempt is not asked, and only policy makers change which', async () => {
  const person = newId(EmployeeId);
  const manager = { roles: ['manager'], employeeId: null } as const;
  expect(isPurposeAsked(manager, person, settings({}))).toBe(true);
  expect(isPurposeAsked(manager, person, settings({ exemptRoles: ['manager'] }))).toBe(false);
  await expect(changeWatchingSettings(viewer, settings({}))).rejects.toMatchObject({
    code: 'forbidden',
  });
});
