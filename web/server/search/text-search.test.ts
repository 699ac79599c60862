import { keyThumbprint } from '@workcompanion/core/crypto/key-pair';
import { pieceKey } from '@workcompanion/core/crypto/sealed-piece';
import { openPackage } from '@workcompanion/core/evidence/open-package';
import { checkSearchReport } from '@workcompanion/core/evidence/search-report/check-search-report';
import { searchReportTotals } from '@workcompanion/core/evidence/search-report/search-report';
import { newId, RecordingId, ThumbnailObjectId } from '@workcompanion/core/ids';
import { foldText } from '@workcompanion/core/search/fold';
import { ngramsOf } from '@workcompanion/core/search/ngrams';
import { makeTextFilter } from '@workcompanion/core/search/text-filter';
import type { ReadLine } from '@workcompanion/core/search/text-pack';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { recordings } from '@workcompanion/db/schema/recordings';
import { searches } from '@workcompanion/db/schema/searches';
import { textFilters } from '@workcompanion/db/schema/text-filters';
import { textPacks } from '@workcompanion/db/schema/text-packs';
import { viewStretches, views } from '@workcompanion/db/schema/views';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SearchLine, StartSearch } from '../../contract/search.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { storeObject, storeTexts as storeTextsIn } from '../testing/store-texts.ts';
import { storeWindowTrack } from '../testing/store-window-track.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { makeSearchReport } from './make-search-report.ts';
import { startSearch } from './start-search.ts';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const TEN = Date.UTC(2026, 10, 24, 10) * 1000;
const DISPLAY = 'HDMI-1';

let server: TestServer;
let ctx: ServerContext;
let compliance: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => TEN + 5 * HOUR });
  compliance = await makeUser(ctx, ['compliance']);
});
afterAll(() => server.close());

const line = (hour: number, from: number, to: number, text: string, y = 40): ReadLine => ({
  text,
  box: { x: 20, y, width: 300, height: 18 },
  from: hour + from * MINUTE,
  to: hour + to * MINUTE,
});

type Stored = Awaited<ReturnType<typeof storeTextsIn>>;

const storeTexts = (hours: Parameters<typeof storeTextsIn>[1]): Promise<Stored> =>
  storeTextsIn(ctx, hours);

/** As if the window of the key were over: its packs lie behind a filter that knows these texts. */
async function putFilter({ device, keyId, dataKey }: Stored, known: readonly string[]) {
  const ngrams = new Set(known.flatMap((text) => [...ngramsOf(foldText(text))]));
  const filter = makeTextFilter(pieceKey(dataKey, 'text-filters'), ngrams);
  await ctx.db.insert(textFilters).values({
    keyId,
    deviceId: device.id,
    windowFrom: TEN - 10 * HOUR,
    windowTo: TEN + 14 * HOUR,
    objectId: await storeObject(ctx, filter),
    bytes: filter.length,
  });
  await ctx.db.update(textPacks).set({ isIndexed: true }).where(eq(textPacks.keyId, keyId));
}

async function search({ person }: Stored, words: string, change: Partial<StartSearch> = {}) {
  const asked = StartSearch.parse({
    words,
    places: ['texts'],
    person,
    from: TEN - 2 * HOUR,
    to: TEN + 3 * HOUR,
    ...change,
  });
  const source = await startSearch(compliance, { ...asked, signal: new AbortController().signal });
  let text = '';
  for await (const chunk of source.chunks()) text += Buffer.from(chunk).toString('utf8');
  await source.close();
  const all = text
    .split('\n')
    .filter((one) => one !== '')
    .map((one) => SearchLine.parse(JSON.parse(one)));
  return {
    hits: all.filter((one) => one.kind === 'hit'),
    end: all.find((one) => one.kind === 'ended'),
  };
}

test('lines that were read are found by all words, with their place and how long they stood', async () => {
  const stored = await storeTexts([
    [TEN, [line(TEN, 5, 8, 'paid to supplier 118 · INV-20418'), line(TEN, 5, 8, 'INV-20419', 80)]],
    [TEN - HOUR, [line(TEN - HOUR, 50, 55, '客户说 INV-20418 重复付款')]],
  ]);
  const { hits, end } = await search(stored, 'inv-20418');
  expect(hits).toMatchObject([
    {
      place: 'texts',
      display: DISPLAY,
      text: 'paid to supplier 118 · INV-20418',
      box: { x: 20, y: 40, width: 300, height: 18 },
      from: TEN + 5 * MINUTE,
      to: TEN + 8 * MINUTE,
      marks: [{ from: 23, to: 32 }],
    },
    { text: '客户说 INV-20418 重复付款' },
  ]);
  expect(end?.coverage).toMatchObject({ textsMicros: 2 * HOUR, peopleNotRead: 0 });
  expect((await search(stored, '付款 20418')).hits).toHaveLength(1);
  expect((await search(stored, 'supplier 付款')).hits).toEqual([]);
  const seen = await ctx.db
    .select({ kind: viewStretches.kind, display: viewStretches.display })
    .from(viewStretches)
    .innerJoin(views, eq(views.id, viewStretches.viewId))
    .where(eq(views.deviceId, stored.device.id));
  expect(new Set(seen.map(({ kind, display }) => `${kind} ${display}`))).toEqual(
    new Set([`texts ${DISPLAY}`]),
  );
});

test('a line lies on the screen as it was then, also where the display has another size since', async () => {
  const stored = await storeTexts([[TEN, [line(TEN, 5, 8, 'Small screen')]]]);
  const sized = (startedAt: number, width: number, height: number) => ({
    startedAt,
    geometry: {
      x: 0,
      y: 0,
      width,
      height,
    },
  });
  await ctx.db
    .update(recordings)
    .set(sized(TEN, 1000, 500))
    .where(eq(recordings.id, stored.recordingId));
  await ctx.db.insert(recordings).values({
    id: newId(RecordingId),
    deviceId: stored.device.id,
    display: DISPLAY,
    ...sized(TEN + HOUR, 2000, 1000),
  });
  const { hits } = await search(stored, 'small');
  expect(hits).toMatchObject([{ screen: { width: 1000, height: 500 } }]);
});

test('a line that stands on over the hour is one hit', async () => {
  const stored = await storeTexts([
    [TEN, [line(TEN, 0, 10, 'Standing text')]],
    [TEN - HOUR, [line(TEN - HOUR, 30, 60, 'Standing text')]],
  ]);
  const { hits } = await search(stored, 'standing');
  expect(hits).toMatchObject([{ from: TEN - 30 * MINUTE, to: TEN + 10 * MINUTE }]);
});

test('behind a filter words are found as well, and packs are opened only where it may know them', async () => {
  const known = 'Delivery note 4711';
  const stored = await storeTexts([[TEN, [line(TEN, 1, 2, known), line(TEN, 3, 4, 'hidden', 90)]]]);
  // The filter says no to what it does not know: the pack that holds it stays closed.
  await putFilter(stored, [known]);
  expect((await search(stored, 'note 4711')).hits).toMatchObject([{ text: known }]);
  expect((await search(stored, 'hidden')).hits).toEqual([]);
  expect((await search(stored, '47')).hits).toMatchObject([{ text: known }]);
});

test('texts are gone with their key', async () => {
  const stored = await storeTexts([[TEN, [line(TEN, 1, 2, 'Gone with its key')]]]);
  await putFilter(stored, ['Gone with its key']);
  expect((await search(stored, 'gone')).hits).toHaveLength(1);
  await ctx.db
    .update(dataKeys)
    .set({ wrapped: null, destroyedAt: TEN })
    .where(eq(dataKeys.id, stored.keyId));
  ctx.dataKeys.clear();
  const { hits, end } = await search(stored, 'gone');
  expect(hits).toEqual([]);
  // Whoever reads the coverage is told that it was not looked at.
  expect(end?.coverage.unreadable).toBe(1);
});

test('a program narrows texts to the time in which it was in front', async () => {
  const stored = await storeTexts([[TEN, [line(TEN, 5, 8, 'paid to supplier 118')]]]);
  const front = { title: null, windows: [] };
  await storeWindowTrack(ctx, stored.device, [
    { ...front, program: 'Mail', from: TEN, to: TEN + 6 * MINUTE },
    { ...front, program: 'Sheets', from: TEN + 6 * MINUTE, to: TEN + 20 * MINUTE },
  ]);
  expect((await search(stored, 'supplier', { program: 'sheet' })).hits).toMatchObject([
    { from: TEN + 6 * MINUTE, to: TEN + 8 * MINUTE },
  ]);
  expect((await search(stored, 'supplier', { program: 'chat' })).hits).toEqual([]);
});

test('valid numbers of a kind are found whatever they are, also behind a filter and beside words', async () => {
  const lines = [
    line(TEN, 1, 2, 'Paid by 4111 1111 1111 1111 today', 40),
    line(TEN, 1, 2, 'Paid by 4111 1111 1111 1112 today', 60),
    line(TEN, 3, 4, '客户身份证 11010519491231002X', 80),
  ];
  const stored = await storeTexts([[TEN, lines]]);
  await putFilter(stored, ['something else']);
  const { hits } = await search(stored, '', { numbers: 'payment-card' });
  expect(hits).toMatchObject([
    { text: 'Paid by 4111 1111 1111 1111 today', marks: [{ from: 8, to: 27 }] },
  ]);
  expect((await search(stored, '', { numbers: 'chinese-id' })).hits).toHaveLength(1);
  expect((await search(stored, '', { numbers: 'iban' })).hits).toEqual([]);
  await ctx.db.delete(textFilters).where(eq(textFilters.keyId, stored.keyId));
  await putFilter(stored, ['paid by']);
  expect((await search(stored, 'paid', { numbers: 'payment-card' })).hits).toHaveLength(1);
  expect((await search(stored, 'paid', { numbers: 'chinese-id' })).hits).toEqual([]);
  // Nobody reads from the log of searches what was looked for.
  const rows = await ctx.db.select().from(searches);
  expect(rows.map(({ sealed }) => sealed.toString('latin1')).join()).not.toContain('payment-card');
});

test('a number is found in the title of a window, and one has to say what is looked for', async () => {
  const stored = await storeTexts([]);
  await storeWindowTrack(ctx, stored.device, [
    {
      program: 'Mail',
      title: 'Transfer to DE89 3704 0044 0532 0130 00',
      windows: [],
      from: TEN,
      to: TEN + MINUTE,
    },
  ]);
  const change = { places: ['titles', 'programs'], numbers: 'iban' } as const;
  expect((await search(stored, '', { ...change, places: [...change.places] })).hits).toMatchObject([
    { place: 'titles', marks: [{ from: 12, to: 39 }] },
  ]);
  await expect(search(stored, '')).rejects.toThrow('words or a kind of number');
  await expect(search(stored, 'x', { numbers: 'iban' })).rejects.toMatchObject({
    code: 'invalid-input',
  });
});

/** The files of a signed report, as they are handed out. */
async function report(user: UserContext, { person }: Stored, change: Partial<StartSearch> = {}) {
  const wish = StartSearch.parse({
    words: 'supplier',
    places: ['texts'],
    person,
    from: TEN - 2 * HOUR,
    to: TEN + 3 * HOUR,
    ...change,
  });
  const { signal } = new AbortController();
  const { zip } = await makeSearchReport(user, { ...wish, signal });
  const opened = await openPackage(new Blob([zip]), null);
  if (!opened.ok) throw new Error(opened.problem);
  const serverKeys = [await keyThumbprint(ctx.keys.signing.publicKey)];
  const verdict = await checkSearchReport(opened.reader, { serverKeys });
  if (verdict.outcome === 'broken') throw new Error(verdict.problem);
  return verdict;
}

test('a signed report counts hits, tells what was not read, and is in both logs without the words', async () => {
  const stored = await storeTexts([
    [TEN, [line(TEN, 5, 8, 'paid to supplier 118')]],
    [TEN - HOUR, [line(TEN - HOUR, 5, 8, 'nothing of it')]],
  ]);
  await ctx.db
    .update(textPacks)
    .set({ read: [{ first: TEN, last: TEN + HOUR / 4 - 1 }] })
    .where(and(eq(textPacks.keyId, stored.keyId), eq(textPacks.hour, TEN)));
  const verdict = await report(compliance, stored);
  expect(verdict.outcome).toBe('proven');
  expect(searchReportTotals(verdict.report)).toMatchObject({
    hits: 1,
    recordedMicros: 2 * HOUR,
    readMicros: 1.25 * HOUR,
    unreadMicros: 0.75 * HOUR,
    unopened: 0,
    partlySeen: 0,
  });
  expect(verdict.report.versions.engines).toEqual(['a test']);
  const none = await report(compliance, stored, { words: 'unheard of' });
  expect(searchReportTotals(none.report).hits).toBe(0);
  const entries = await ctx.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.entityId, verdict.report.search))
    .orderBy(auditEntries.seq);
  expect(entries.map(({ action }) => action)).toEqual(['search.made', 'search.report-made']);
  expect(JSON.stringify(entries)).not.toContain('supplier');
  const [row] = await ctx.db.select().from(searches).where(eq(searches.id, verdict.report.search));
  expect(row).toMatchObject({ hits: 1, outcome: 'through' });
});

test('a signed report asks no filter: one that was changed hides nothing from it', async () => {
  const stored = await storeTexts([[TEN, [line(TEN, 5, 8, 'paid to supplier 118')]]]);
  await putFilter(stored, ['something else']);
  expect((await search(stored, 'supplier')).hits).toEqual([]);
  expect(searchReportTotals((await report(compliance, stored)).report).hits).toBe(1);
});

test('a signed report counts nothing as read that does not open', async () => {
  const stored = await storeTexts([[TEN, [line(TEN, 5, 8, 'paid to supplier 118')]]]);
  await putFilter(stored, ['paid to supplier 118']);
  await ctx.db
    .update(dataKeys)
    .set({ wrapped: null, destroyedAt: TEN })
    .where(eq(dataKeys.id, stored.keyId));
  ctx.dataKeys.clear();
  expect(searchReportTotals((await report(compliance, stored)).report)).toMatchObject({
    hits: 0,
    readMicros: 0,
    unreadMicros: HOUR,
    unopened: 1,
  });
});

test('a signed report takes what did not open from each day that it may be of', async () => {
  // Midnight of the person's zone is at 16:00 UTC.
  const evening = TEN - 19 * HOUR;
  const stored = await storeTexts([
    [evening + HOUR, [line(evening + HOUR, 5, 8, 'after midnight')]],
    [evening, [line(evening, 5, 8, 'before midnight')]],
  ]);
  await ctx.db
    .update(textPacks)
    .set({ objectId: newId(ThumbnailObjectId) })
    .where(and(eq(textPacks.keyId, stored.keyId), eq(textPacks.hour, evening)));
  const { days } = (await report(compliance, stored, { from: evening - HOUR })).report;
  // A segment of the last minute before midnight may go on for an hour after it.
  expect(days).toMatchObject([
    { readMicros: 0, unopened: 1 },
    { readMicros: 0, unopened: 1 },
  ]);
});

test('a signed report is not narrowed by what its figures can not follow', async () => {
  const stored = await storeTexts([[TEN, [line(TEN, 5, 8, 'paid to supplier 118')]]]);
  const asking = await makeUser(ctx, ['compliance']);
  for (const narrowed of [
    { program: 'sheet' },
    { display: DISPLAY },
    { numbers: 'iban' } as const,
  ]) {
    const refused = report(asking, stored, narrowed);
    await expect(refused).rejects.toMatchObject({ code: 'invalid-input' });
  }
  // Nothing was searched by it.
  expect(await ctx.db.$count(searches, eq(searches.userId, asking.user.id))).toBe(0);
});

test('a signed report is for compliance alone, and about a quarter at most', async () => {
  const stored = await storeTexts([]);
  for (const role of ['manager', 'auditor', 'admin', 'employee'] as const) {
    const user = await makeUser(ctx, [role]);
    await expect(report(user, stored)).rejects.toMatchObject({ code: 'forbidden' });
  }
  const from = TEN - 93 * 24 * HOUR;
  await expect(report(compliance, stored, { from })).rejects.toMatchObject({
    code: 'invalid-input',
  });
});
