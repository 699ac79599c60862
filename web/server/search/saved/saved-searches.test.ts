import { type PersonId, UserId } from '@workcompanion/core/ids';
import type { ReadLine } from '@workcompanion/core/search/text-pack';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { controlRequests } from '@workcompanion/db/schema/control-requests';
import { notifications } from '@workcompanion/db/schema/notifications';
import { people } from '@workcompanion/db/schema/people';
import { savedSearches } from '@workcompanion/db/schema/saved-searches';
import { searches } from '@workcompanion/db/schema/searches';
import { users } from '@workcompanion/db/schema/users';
import { viewStretches } from '@workcompanion/db/schema/views';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SavedSearches, SaveSearch } from '../../../contract/saved-searches.ts';
import { ListSearches } from '../../../contract/search.ts';
import { decideControlRequest } from '../../approvals/decide-control-request.ts';
import type { UserContext } from '../../auth/user-context.ts';
import type { ServerContext } from '../../context.ts';
import { storeTexts } from '../../testing/store-texts.ts';
import { startTestServer, type TestServer } from '../../testing/test-server.ts';
import { makeSignedInUser } from '../../testing/test-user.ts';
import { listSearches } from '../list-searches.ts';
import { listSavedSearches } from './list-saved-searches.ts';
import { runSavedSearches } from './run-saved-searches.ts';
import { endSavedSearch, saveSearch } from './save-search.ts';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let server: TestServer;
let ctx: ServerContext;
let compliance: UserContext;
let second: UserContext;
let hour: number;
let clock = 0;
const began = Date.now() * 1000;
/** It begins at noon, so that no midnight comes between two runs. */
const noon = Math.floor(began / DAY) * DAY + DAY / 2;

beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => noon + Date.now() * 1000 - began + clock });
});
afterAll(() => server.close());
beforeEach(async () => {
  clock = 0;
  hour = Math.floor(ctx.now() / HOUR - 2) * HOUR;
  compliance = await makeSignedInUser(ctx, ['compliance']);
  second = await makeSignedInUser(ctx, ['admin']);
});

const line = (at: number, minute: number, text: string): ReadLine => ({
  text,
  box: { x: 20, y: 40 + minute, width: 300, height: 18 },
  from: at + minute * MINUTE,
  to: at + (minute + 1) * MINUTE,
});

const save = (change: Partial<SaveSearch> = {}) =>
  saveSearch(
    compliance,
    SaveSearch.parse({
      words: 'INV-20418',
      places: ['texts'],
      from: hour - DAY,
      days: 30,
      reason: 'security-incident',
      note: 'Invoices that are paid twice',
      ...change,
    }),
  );

async function agreed(change: Partial<SaveSearch> = {}) {
  const { waitsFor } = await save(change);
  if (waitsFor === null) throw new Error('nobody was asked');
  await decideControlRequest(second, { request: waitsFor, isAgreed: true, note: 'Agreed.' });
  const [item] = (await listSavedSearches(compliance)).items;
  if (item === undefined) throw new Error('it is not listed');
  return item;
}

const run = (): Promise<void> => runSavedSearches(ctx, new AbortController().signal);

/** As if it were later: each looks once in ten minutes at most. */
async function runLater(): Promise<void> {
  clock += 11 * MINUTE;
  await run();
}

const listed = async (by: UserContext) => {
  const told = await listSavedSearches(by);
  expect(SavedSearches.safeParse(told).error).toBeUndefined();
  return told.items;
};

const alerts = async (by: UserContext) =>
  (
    await ctx.db
      .select({ facts: notifications.facts })
      .from(notifications)
      .where(eq(notifications.userId, by.user.id))
      .orderBy(notifications.id)
  )
    .map(({ facts }) => facts)
    .filter(({ kind }) => kind === 'saved-search-found');

const searchesOf = async (person: PersonId) => {
  const told = await listSearches(auditor(), ListSearches.parse({ person }));
  return told.items.filter(({ user }) => user.id === compliance.user.id);
};

const auditor = (): UserContext => ({
  ...compliance,
  user: { ...compliance.user, roles: ['auditor'] },
});

describe('a saved search', () => {
  test('looks when a second person has agreed, and tells its maker without any text', async () => {
    const { person } = await storeTexts(ctx, [[hour, [line(hour, 5, 'Paid INV-20418 again')]]]);
    const { waitsFor } = await save({ person });
    await run();
    expect(await listed(compliance)).toMatchObject([{ state: 'waiting', finds: [] }]);
    expect(await alerts(compliance)).toEqual([]);
    if (waitsFor === null) throw new Error('nobody was asked');
    await decideControlRequest(second, { request: waitsFor, isAgreed: true, note: 'Agreed.' });
    await run();
    const [item] = await listed(compliance);
    expect(item).toMatchObject({
      state: 'on',
      isOwn: true,
      sought: { words: 'INV-20418' },
      person: { id: person },
      finds: [{ person: { id: person }, hits: 1 }],
    });
    const told = await alerts(compliance);
    expect(told).toEqual([
      { kind: 'saved-search-found', savedSearch: item?.id, hits: 1, people: 1 },
    ]);
    expect(await alerts(second)).toEqual([]);
    // Nobody was shown anything yet.
    expect(await ctx.db.$count(viewStretches)).toBe(0);
  });

  test('is in no row, request and log with its words', async () => {
    await agreed({ words: 'very secret' });
    await run();
    const rows = await Promise.all(
      [savedSearches, searches, controlRequests, auditEntries, notifications].map((table) =>
        ctx.db.select().from(table),
      ),
    );
    const text = JSON.stringify(rows, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    expect(text).not.toContain('very secret');
  });

  test('tells later only what is more than before, once over nodes that look at once', async () => {
    const stored = await storeTexts(ctx, [[hour, [line(hour, 5, 'Paid INV-20418')]]]);
    const item = await agreed({ person: stored.person });
    await Promise.all([run(), run()]);
    await runLater();
    expect(await alerts(compliance)).toHaveLength(1);
    await stored.readMore(hour, [line(hour, 5, 'Paid INV-20418'), line(hour, 40, 'INV-20418 due')]);
    await runLater();
    expect(await alerts(compliance)).toMatchObject([{ hits: 1 }, { hits: 1, people: 1 }]);
    expect((await listed(compliance)).find(({ id }) => id === item.id)?.finds).toMatchObject([
      { hits: 2 },
    ]);
  });

  test('is a search a day in what the person reads, with its reason and its end', async () => {
    const stored = await storeTexts(ctx, [[hour, [line(hour, 5, 'nothing of it')]]]);
    await agreed({ person: stored.person });
    await run();
    await stored.readMore(hour, [line(hour, 6, 'INV-20418')]);
    await runLater();
    const told = await searchesOf(stored.person);
    expect(told).toHaveLength(1);
    expect(told).toMatchObject([
      {
        isSaved: true,
        hits: 1,
        reason: 'security-incident',
        note: 'Invoices that are paid twice',
        user: { id: compliance.user.id },
      },
    ]);
  });

  test('finds numbers of a kind, and goes over more people than one search', async () => {
    const { person } = await storeTexts(ctx, [[hour, [line(hour, 5, '4111 1111 1111 1111')]]]);
    for (let more = 0; more < 26; more += 1) await storeTexts(ctx, []);
    await agreed({ words: '', numbers: 'payment-card' });
    await run();
    const [item] = await listed(compliance);
    expect(item?.finds).toMatchObject([{ person: { id: person }, hits: 1 }]);
  });

  test('ends by hand, by time, and when its maker may not search any more', async () => {
    const { person } = await storeTexts(ctx, [[hour, [line(hour, 5, 'INV-20418')]]]);
    const byHand = await agreed({ person });
    await endSavedSearch(second, { savedSearch: byHand.id });
    const byTime = await agreed({ person, days: 1 });
    const orphaned = await agreed({ person, days: 90 });
    clock += 2 * DAY;
    const demoted = eq(users.id, UserId.parse(compliance.user.id));
    await ctx.db
      .update(users)
      .set({ roles: ['manager'] })
      .where(demoted);
    await run();
    expect(await alerts(compliance)).toEqual([]);
    const states = new Map((await listed(second)).map(({ id, state }) => [id, state]));
    for (const { id } of [byHand, byTime, orphaned]) expect(states.get(id)).toBe('ended');
  });

  test('searches nobody any more who has left its maker’s reach', async () => {
    const { person } = await storeTexts(ctx, [[hour, [line(hour, 5, 'INV-20418')]]]);
    await agreed({ person });
    await ctx.db.update(people).set({ isUnconfirmed: true }).where(eq(people.id, person));
    await run();
    expect(await alerts(compliance)).toEqual([]);
    expect(await searchesOf(person)).toEqual([]);
  });

  test('is told with its words to who may agree, and without them to an auditor', async () => {
    const item = await agreed();
    const bySecond = (await listed(second)).find(({ id }) => id === item.id);
    expect(bySecond).toMatchObject({ isOwn: false, sought: { words: 'INV-20418' }, finds: [] });
    const byAuditor = (await listed(auditor())).find(({ id }) => id === item.id);
    // The account that made it is its own, whatever its roles are.
    expect(byAuditor?.mayEnd).toBe(true);
    const other = await makeSignedInUser(ctx, ['auditor']);
    const told = (await listed(other)).find(({ id }) => id === item.id);
    expect(told).toMatchObject({ sought: null, finds: [], mayEnd: false });
  });
});

test('a saved search is refused where it would be on every screen, too old, or by others', async () => {
  await expect(save({ words: 'a' })).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(save({ from: ctx.now() - 91 * DAY })).rejects.toMatchObject({
    code: 'invalid-input',
  });
  for (const role of ['manager', 'auditor', 'admin', 'employee'] as const) {
    const other = await makeSignedInUser(ctx, [role]);
    const wish = SaveSearch.parse({
      words: 'invoice',
      places: ['texts'],
      from: hour,
      days: 1,
      reason: 'complaint',
      note: 'x',
    });
    await expect(saveSearch(other, wish)).rejects.toMatchObject({ code: 'forbidden' });
  }
});
