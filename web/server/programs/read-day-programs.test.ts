import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { newId, type PersonId, TeamId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { teams } from '@workcompanion/db/schema/teams';
import { viewStretches, views } from '@workcompanion/db/schema/views';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WatchingSettings } from '../../contract/watching.ts';
import type { ServerContext } from '../context.ts';
import { storeWindowTrack } from '../testing/store-window-track.ts';
import { TestDevice } from '../testing/test-device.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { changeWatchingSettings } from '../watching/change-watching-settings.ts';
import { readDayPrograms } from './read-day-programs.ts';

const MINUTE = 60_000_000;
/** Noon in Shanghai, so that all of it is one day there. */
const START = Date.UTC(2026, 10, 24, 4) * 1000;
const NOW = START + 30 * MINUTE;
const DATE = '2026-11-24';

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => NOW });
});
afterAll(() => server.close());

/** What is in front for some minutes from START on. */
const use = (from: number, to: number, program: string, title: string | null = null) => ({
  from: START + from * MINUTE,
  to: START + to * MINUTE,
  program,
  title,
  windows: [],
});

async function setUp() {
  const device = await TestDevice.enrolled(ctx);
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, device.id));
  if (!row) throw new Error('no device');
  return { device, day: { person: row.personId, date: DATE } };
}

async function setRules(rules: Partial<WatchingSettings>): Promise<void> {
  const admin = await makeUser(ctx, ['admin']);
  const value = { exemptRoles: ['manager', 'compliance', 'employee'] };
  await changeWatchingSettings(admin, WatchingSettings.parse({ ...value, ...rules }));
}

async function toldTo(
  roles: Parameters<typeof makeUser>[1],
  day: { person: PersonId; date: string },
) {
  const user = await makeUser(ctx, roles);
  const { lanes } = await readDayPrograms(user, day);
  return { user, lanes };
}

describe('the programs of a day', () => {
  test('are those of all tracks, in order; what goes on in the next track is one use', async () => {
    const { device, day } = await setUp();
    await storeWindowTrack(ctx, device, [use(10, 12, 'et.exe'), use(12, 14, 'mail')]);
    await storeWindowTrack(ctx, device, [use(0, 4, 'et.exe', 'A'), use(4, 10, 'et.exe', 'B')]);
    await storeWindowTrack(ctx, device, [use(14, 15, 'mail'), use(20, 21, 'mail')]);
    const { lanes } = await toldTo(['compliance'], day);
    expect(lanes).toHaveLength(1);
    expect(lanes[0]?.unreadable).toBe(0);
    expect(
      lanes[0]?.uses.map(({ from, to, program, title }) => [
        (from - START) / MINUTE,
        (to - START) / MINUTE,
        program,
        title,
      ]),
    ).toEqual([
      [0, 4, 'et.exe', 'A'],
      [4, 10, 'et.exe', 'B'],
      [10, 12, 'et.exe', null],
      [12, 15, 'mail', null],
      [20, 21, 'mail', null],
    ]);
  });

  test('are a view of their own kind, told to the audit log', async () => {
    const { device, day } = await setUp();
    await storeWindowTrack(ctx, device, [use(0, 5, 'et.exe')]);
    const { user } = await toldTo(['compliance'], day);
    const seen = await ctx.db
      .select({
        kind: viewStretches.kind,
        from: viewStretches.footageFrom,
        to: viewStretches.footageTo,
      })
      .from(viewStretches)
      .innerJoin(views, eq(views.id, viewStretches.viewId))
      .where(eq(views.userId, user.user.id));
    expect(seen).toEqual([{ kind: 'programs', from: START, to: START + 5 * MINUTE }]);
    const told = await ctx.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.entityId, device.id));
    expect(told.filter(({ action }) => action === 'view.began')).toHaveLength(1);
  });

  test('are not told, and no view, where nothing was noted', async () => {
    const { day } = await setUp();
    expect((await toldTo(['compliance'], day)).lanes).toEqual([]);
  });

  test('are for those alone who may watch', async () => {
    const { device, day } = await setUp();
    await storeWindowTrack(ctx, device, [use(0, 5, 'et.exe')]);
    for (const role of ['admin', 'auditor'] as const) {
      await expect(toldTo([role], day)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(toldTo(['manager'], day)).rejects.toMatchObject({ code: 'not-found' });
    const own = await makeUser(ctx, ['employee']);
    const self = { ...own, user: { ...own.user, personId: day.person } };
    expect((await readDayPrograms(self, day)).lanes).toHaveLength(1);
  });

  test('need the purpose, and are not told before it', async () => {
    const { device, day } = await setUp();
    await storeWindowTrack(ctx, device, [use(0, 5, 'et.exe')]);
    await setRules({ exemptRoles: [] });
    await expect(toldTo(['compliance'], day)).rejects.toMatchObject({ code: 'purpose-required' });
    await setRules({});
  });

  test('are not told while they are too fresh for who may not watch live', async () => {
    const { device, day } = await setUp();
    await storeWindowTrack(ctx, device, [use(10, 25, 'et.exe'), use(25, 30, 'mail')]);
    const manager = await makeUser(ctx, ['manager']);
    const team = newId(TeamId);
    await ctx.db.insert(teams).values({ id: team, name: `Team ${team}`, createdAt: 0 });
    await ctx.db.insert(teamManagers).values({ teamId: team, userId: manager.user.id });
    await ctx.db.update(people).set({ teamId: team }).where(eq(people.id, day.person));
    await setRules({ delayMinutes: 15 });
    const { lanes } = await readDayPrograms(manager, day);
    expect(lanes[0]?.uses).toMatchObject([{ program: 'et.exe', to: NOW - 15 * MINUTE }]);
    await setRules({});
  });

  test('say how many tracks do not open, after their key was destroyed', async () => {
    const { device, day } = await setUp();
    const { keyId } = await storeWindowTrack(ctx, device, [use(0, 5, 'et.exe')]);
    await ctx.db
      .update(dataKeys)
      .set({ wrapped: null, destroyedAt: NOW })
      .where(eq(dataKeys.id, keyId));
    ctx.dataKeys.clear();
    const { lanes } = await toldTo(['compliance'], day);
    expect(lanes).toMatchObject([{ uses: [], unreadable: 1 }]);
  });
});

/** Where PostgreSQL keeps this database, and its log of all that was written. */
async function databaseFolders(): Promise<string[]> {
  const { rows } = await server.owner.execute<{ oid: string; pid: number }>(
    sql`select oid::text, pg_backend_pid() as pid from pg_database where datname = current_database()`,
  );
  const [found] = rows;
  // A server's own folder is the one that its processes work in.
  return found === undefined
    ? []
    : ['pg_wal', join('base', found.oid)].map((name) =>
        join('/proc', String(found.pid), 'cwd', name),
      );
}

/** Paths of files below a folder that hold one of the words. */
async function filesWith(folder: string, words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    const isFile = await stat(path).then(
      (facts) => facts.isFile(),
      () => false,
    );
    if (!isFile) continue;
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (words.some((word) => bytes.includes(word))) found.push(path);
  }
  return found;
}

test('200 titles are nowhere in the database, its log or the store, before and after they are read', async () => {
  const { device, day } = await setUp();
  const marks = Array.from({ length: 200 }, (_, at) => `Payroll-工资-${at}-of-this-test`);
  const uses = marks.map((title, at) =>
    use(at / 20, (at + 1) / 20, `program-${at}-of-this-test`, title),
  );
  await storeWindowTrack(ctx, device, uses);
  const { lanes } = await toldTo(['compliance'], day);
  expect(lanes[0]?.uses.map(({ title }) => title)).toEqual(marks);
  const words = ['工资-', '-of-this-test'];
  // What does stand in a row is found: the search is no blind one.
  const team = { id: newId(TeamId), name: 'A team-of-this-very-search', createdAt: 0 };
  await ctx.db.insert(teams).values(team);
  const [log = '', tables = ''] = await databaseFolders();
  // The tests' PostgreSQL writes its log a little after a commit.
  await expect.poll(() => filesWith(log, ['team-of-this-very-search'])).not.toEqual([]);
  for (const folder of [log, tables]) expect(await filesWith(folder, words)).toEqual([]);
  for await (const { key } of ctx.windowTracks.list('windows/')) {
    expect(words.some((word) => key.includes(word))).toBe(false);
    const reader = await ctx.windowTracks.read(key);
    for await (const piece of reader.chunks()) {
      expect(words.some((word) => Buffer.from(piece).includes(word))).toBe(false);
    }
  }
});
