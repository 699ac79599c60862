import { newId, type PersonId, TeamId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { searches } from '@workcompanion/db/schema/searches';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { viewStretches, views } from '@workcompanion/db/schema/views';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ListSearches, SearchLine, StartSearch } from '../../contract/search.ts';
import { WatchingSettings } from '../../contract/watching.ts';
import { writeWatchingSettings } from '../auth/reach/watching-settings.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { exportList } from '../list-exports/export-list.ts';
import { storeWindowTrack } from '../testing/store-window-track.ts';
import { TestDevice } from '../testing/test-device.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { declarePurpose } from '../watching/declare-purpose.ts';
import { listSearches } from './list-searches.ts';
import { readSearchScope } from './search-scope.ts';
import { startSearch } from './start-search.ts';

const MINUTE = 60_000_000;
const START = Date.UTC(2026, 10, 24, 4) * 1000;
const NOW = START + 120 * MINUTE;

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => NOW });
});
afterAll(() => server.close());

const use = (from: number, to: number, program: string, title: string | null = null) => ({
  from: START + from * MINUTE,
  to: START + to * MINUTE,
  program,
  title,
  windows: [],
});

const wish = (change: Partial<StartSearch> = {}): StartSearch =>
  StartSearch.parse({
    words: 'invoice',
    places: ['titles', 'programs'],
    from: START,
    to: NOW,
    ...change,
  });

async function person(team: TeamId | null = null) {
  const device = await TestDevice.enrolled(ctx);
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, device.id));
  if (!row) throw new Error('no device');
  await ctx.db.update(people).set({ teamId: team }).where(eq(people.id, row.personId));
  return { device, id: row.personId };
}

async function lines(user: UserContext, asked: StartSearch, signal = new AbortController().signal) {
  const source = await startSearch(user, { ...asked, signal });
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.chunks()) chunks.push(chunk);
  await source.close();
  return Buffer.concat(chunks)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => SearchLine.parse(JSON.parse(line)));
}

const hitsIn = (all: readonly SearchLine[]) => all.filter((line) => line.kind === 'hit');
const endOf = (all: readonly SearchLine[]) => all.find((line) => line.kind === 'ended');

async function managerOf(team: TeamId): Promise<UserContext> {
  const manager = await makeUser(ctx, ['manager']);
  await ctx.db.insert(teamManagers).values({ teamId: team, userId: manager.user.id });
  return manager;
}

async function makeTeam(): Promise<TeamId> {
  const id = newId(TeamId);
  await ctx.db.insert(teams).values({ id, name: `Team ${id}`, createdAt: 0 });
  return id;
}

const rules = (change: Partial<WatchingSettings>) =>
  writeWatchingSettings(
    ctx.db,
    WatchingSettings.parse({ exemptRoles: ['manager', 'compliance'], ...change }),
    { at: 0, by: null },
  );
beforeEach(() => rules({}));

describe('a search', () => {
  test('finds titles and programs by all words in any order, newest first', async () => {
    const { device, id } = await person();
    await storeWindowTrack(ctx, device, [
      use(0, 4, 'et.exe', 'November invoices.xlsx'),
      use(4, 6, 'mail', 'Lunch'),
      use(6, 9, 'mail', 'RE: 2291 重复付款 invoice'),
    ]);
    const compliance = await makeUser(ctx, ['compliance']);
    const found = async (words: string) =>
      hitsIn(await lines(compliance, wish({ words, person: id }))).map(({ title }) => title);
    expect(await found('invoice')).toEqual(['RE: 2291 重复付款 invoice', 'November invoices.xlsx']);
    expect(await found('invoice 2291')).toEqual(['RE: 2291 重复付款 invoice']);
    expect(await found('付款')).toEqual(['RE: 2291 重复付款 invoice']);
    expect(await found('"november invoices"')).toEqual(['November invoices.xlsx']);
    expect(await found('"invoices november"')).toEqual([]);
    expect(await found('ＥＴ．exe')).toEqual([null]);
  });

  test('tells what goes on over several tracks as one, and marks the words', async () => {
    const { device, id } = await person();
    await storeWindowTrack(ctx, device, [use(0, 10, 'et.exe', 'Invoice 7')]);
    await storeWindowTrack(ctx, device, [use(10, 20, 'et.exe', 'Invoice 7')]);
    await storeWindowTrack(ctx, device, [use(30, 31, 'et.exe', 'Invoice 7')]);
    const compliance = await makeUser(ctx, ['compliance']);
    const all = await lines(compliance, wish({ person: id }));
    expect(
      hitsIn(all).map(({ from, to, marks }) => [
        (from - START) / MINUTE,
        (to - START) / MINUTE,
        marks,
      ]),
    ).toEqual([
      [30, 31, [{ from: 0, to: 7 }]],
      [0, 20, [{ from: 0, to: 7 }]],
    ]);
    expect(endOf(all)).toMatchObject({
      hits: 2,
      olderThan: null,
      coverage: { windowsMicros: 21 * MINUTE, peopleNotNoted: 0, unreadable: 0 },
    });
  });

  test('goes by program, by time, and by what lay in front', async () => {
    const { device, id } = await person();
    const behind = {
      program: 'mail',
      title: 'Invoice behind',
      x: 0,
      y: 0,
      width: 10,
      height: 10,
    };
    await storeWindowTrack(ctx, device, [
      { ...use(0, 4, 'et.exe', 'Invoice A'), windows: [behind] },
      use(4, 6, 'mail', 'Invoice B'),
    ]);
    const compliance = await makeUser(ctx, ['compliance']);
    const found = async (change: Partial<StartSearch>) =>
      hitsIn(await lines(compliance, wish({ person: id, ...change }))).map(({ title }) => title);
    expect(await found({})).toEqual(['Invoice B', 'Invoice A', 'Invoice behind']);
    expect(await found({ isFrontOnly: true })).toEqual(['Invoice B', 'Invoice A']);
    expect(await found({ program: 'MAIL' })).toEqual(['Invoice B']);
    expect(await found({ isFrontOnly: true, to: START + 2 * MINUTE })).toEqual(['Invoice A']);
    expect(await found({ places: ['programs'] })).toEqual([]);
  });

  test('stands in the log before it is answered, with its words sealed, and each hit is a view', async () => {
    const { device, id } = await person();
    await storeWindowTrack(ctx, device, [use(0, 4, 'et.exe', 'Secret-of-this-search 7')]);
    const compliance = await makeUser(ctx, ['compliance']);
    await rules({ exemptRoles: [] });
    const asked = wish({ words: 'secret-of-this-search', person: id });
    await expect(lines(compliance, asked)).rejects.toMatchObject({ code: 'purpose-required' });
    expect(await readSearchScope(compliance, { person: id })).toMatchObject({
      purposeless: [id],
      count: 1,
    });
    const reason = { person: id, reason: 'complaint', note: 'Ticket 9' } as const;
    await declarePurpose(compliance, { ...reason, undisclosedDays: null });
    const all = await lines(compliance, asked);
    expect(hitsIn(all)).toHaveLength(1);
    const [row] = await ctx.db
      .select()
      .from(searches)
      .where(eq(searches.userId, compliance.user.id));
    expect(row).toMatchObject({ outcome: 'through', hits: 1 });
    expect(row?.sealed.includes('secret-of-this')).toBe(false);
    const entries = await ctx.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.entityId, row?.id ?? ''));
    expect(entries).toMatchObject([{ action: 'search.made', userId: compliance.user.id }]);
    expect(JSON.stringify(entries)).not.toContain('secret-of-this');
    const seen = await ctx.db
      .select({ kind: viewStretches.kind, from: viewStretches.footageFrom })
      .from(viewStretches)
      .innerJoin(views, eq(views.id, viewStretches.viewId))
      .where(eq(views.userId, compliance.user.id));
    expect(seen).toEqual([{ kind: 'programs', from: START }]);
  });

  test('goes over nobody whom the user may not watch, and tells nothing that is too fresh', async () => {
    const team = await makeTeam();
    const own = await person(team);
    const other = await person();
    for (const { device } of [own, other]) {
      await storeWindowTrack(ctx, device, [use(0, 1, 'et.exe', 'Invoice old')]);
      await storeWindowTrack(ctx, device, [use(110, 119, 'et.exe', 'Invoice new')]);
    }
    const manager = await managerOf(team);
    const all = await lines(manager, wish());
    expect(all[0]).toMatchObject({ kind: 'began', people: [{ id: own.id }] });
    expect(hitsIn(all).map(({ person: of, title }) => [of, title])).toEqual([
      [own.id, 'Invoice old'],
    ]);
    expect(endOf(all)).toMatchObject({ coverage: { windowsMicros: MINUTE } });
    await expect(lines(manager, wish({ person: other.id }))).rejects.toMatchObject({
      code: 'not-found',
    });
    const elsewhere = wish({ team: await makeTeam() });
    await expect(lines(manager, elsewhere)).rejects.toMatchObject({ code: 'forbidden' });
    for (const role of ['admin', 'auditor'] as const) {
      const user = await makeUser(ctx, [role]);
      await expect(lines(user, wish())).rejects.toMatchObject({ code: 'forbidden' });
      await expect(lines(user, wish({ person: own.id }))).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
  });

  test('goes over 25 people at most', async () => {
    const team = await makeTeam();
    for (let count = 0; count < 26; count += 1) await person(team);
    const manager = await managerOf(team);
    await expect(lines(manager, wish())).rejects.toMatchObject({ code: 'too-many-people' });
    expect(await readSearchScope(manager, {})).toMatchObject({ count: 26 });
  });

  test('of one letter is refused', async () => {
    const compliance = await makeUser(ctx, ['compliance']);
    await expect(lines(compliance, wish({ words: '" x "' }))).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  test('finds nothing of what its key was destroyed of, and says so', async () => {
    const { device, id } = await person();
    const { keyId } = await storeWindowTrack(ctx, device, [use(0, 4, 'et.exe', 'Invoice 7')]);
    const compliance = await makeUser(ctx, ['compliance']);
    expect(hitsIn(await lines(compliance, wish({ person: id })))).toHaveLength(1);
    await ctx.db
      .update(dataKeys)
      .set({ wrapped: null, destroyedAt: NOW })
      .where(eq(dataKeys.id, keyId));
    ctx.dataKeys.clear();
    const all = await lines(compliance, wish({ person: id }));
    expect(hitsIn(all)).toEqual([]);
    expect(endOf(all)).toMatchObject({ coverage: { unreadable: 1 } });
  });

  test('ends when its reader leaves, and the log says so', async () => {
    const { device, id } = await person();
    for (let track = 0; track < 60; track += 1) {
      await storeWindowTrack(ctx, device, [use(track, track + 0.5, 'et.exe', `Invoice ${track}`)]);
    }
    const compliance = await makeUser(ctx, ['compliance']);
    const left = new AbortController();
    const source = await startSearch(compliance, { ...wish({ person: id }), signal: left.signal });
    const reading = source.chunks()[Symbol.asyncIterator]();
    await reading.next();
    await reading.next();
    const leftAt = performance.now();
    left.abort();
    while (!(await reading.next()).done);
    expect(performance.now() - leftAt).toBeLessThan(1_000);
    await source.close();
    const [row] = await ctx.db
      .select()
      .from(searches)
      .where(eq(searches.userId, compliance.user.id));
    expect(row).toMatchObject({ outcome: 'cancelled' });
  });

  test('that tells as many hits as it may says from where on older ones are left', async () => {
    const { device, id } = await person();
    for (let track = 0; track < 11; track += 1) {
      const uses = Array.from({ length: 100 }, (_, at) =>
        use(track * 10 + at / 10, track * 10 + at / 10 + 0.05, 'et.exe', `Invoice ${track}-${at}`),
      );
      await storeWindowTrack(ctx, device, uses);
    }
    const compliance = await makeUser(ctx, ['compliance']);
    const found = new Set<string | null>();
    let to: number | null = NOW;
    for (let page = 0; to !== null && page < 5; page += 1) {
      const all: SearchLine[] = await lines(compliance, wish({ person: id, to }));
      for (const { title } of hitsIn(all)) found.add(title);
      to = endOf(all)?.olderThan ?? null;
    }
    expect(found.size).toBe(1_100);
  });
});

describe('the log of searches', () => {
  async function searchOf(id: PersonId, undisclosedDays: number | null) {
    const compliance = await makeUser(ctx, ['compliance']);
    const note = 'Ticket 12';
    await declarePurpose(compliance, { person: id, reason: 'complaint', note, undisclosedDays });
    await lines(compliance, wish({ person: id }));
  }

  async function self(id: PersonId): Promise<UserContext> {
    const account = await makeUser(ctx, ['employee']);
    await ctx.db.update(users).set({ personId: id }).where(eq(users.id, account.user.id));
    return { ...account, user: { ...account.user, personId: id } };
  }

  const told = async (user: UserContext, of: PersonId) =>
    (await listSearches(user, ListSearches.parse({ person: of }))).items;

  test('tells people who searched in their recordings and why, an investigation later', async () => {
    const { id } = await person();
    await searchOf(id, null);
    await searchOf(id, 3);
    const own = await self(id);
    expect(await told(own, id)).toMatchObject([
      { user: { name: 'Ada' }, reason: 'complaint', note: 'Ticket 12', people: [{ id }] },
    ]);
    expect(await told(await makeUser(ctx, ['auditor']), id)).toHaveLength(2);
    const later = { ...own, now: () => NOW + 3 * 24 * 60 * MINUTE };
    expect(await told(later, id)).toHaveLength(2);
  });

  test('is a table for auditors: who searched in whose recordings, why, and how often it showed something', async () => {
    const { device, id } = await person();
    await storeWindowTrack(ctx, device, [use(0, 4, 'et.exe', 'Invoice 7')]);
    await searchOf(id, null);
    const taken = async (user: UserContext) => {
      const { body } = await exportList(user, { list: 'searches', person: id });
      if (body === null || typeof body === 'string') throw new Error('no stream');
      const chunks: Uint8Array[] = [];
      for await (const chunk of body.chunks()) chunks.push(chunk);
      const [head = '', ...rows] = Buffer.concat(chunks).toString().trimEnd().split('\r\n');
      return { names: head.slice(1).split(','), rows };
    };
    const { names, rows } = await taken(await makeUser(ctx, ['auditor']));
    expect(names).toEqual(expect.arrayContaining(['at', 'user.name', 'people', 'reason', 'hits']));
    const [row = ''] = rows;
    expect(rows).toHaveLength(1);
    const values = row.split(',');
    expect(values[names.indexOf('user.name')]).toBe('Ada');
    expect(values[names.indexOf('reason')]).toBe('complaint');
    expect(values[names.indexOf('hits')]).toBe('1');
    expect(row.toLowerCase()).not.toContain('invoice');
    await expect(taken(await makeUser(ctx, ['compliance']))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('is nobody else’s', async () => {
    const { id } = await person();
    for (const role of ['manager', 'compliance', 'admin', 'employee'] as const) {
      const user = await makeUser(ctx, [role]);
      await expect(told(user, id)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});
