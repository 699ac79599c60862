import { BookmarkId, newId, PersonId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { devices } from '@workcompanion/db/schema/devices';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { declarePurpose } from '../watching/declare-purpose.ts';
import { commentBookmark } from './comment-bookmark.ts';
import { listBookmarks } from './list-bookmarks.ts';
import { MAX_BOOKMARK, makeBookmark } from './make-bookmark.ts';
import { removeBookmark } from './remove-bookmark.ts';

const MINUTE = 60_000_000;
const NINE = Date.UTC(2026, 10, 24, 9) * 1000;

let server: TestServer;
let ctx: ServerContext;
let viewer: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
  viewer = await makeUser(ctx, ['compliance']);
});
afterAll(() => server.close());

async function someone() {
  const device = await insertDevice(ctx.db);
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, device));
  if (!row) throw new Error('no device');
  return { device, person: row.personId };
}
const listed = (person: PersonId, from: number, to: number, of = viewer) =>
  listBookmarks(of, { person, from, to, limit: 50 });
const wish = { lane: null, kind: 'note', note: 'the invoice' } as const;

describe('bookmarks', () => {
  test('of an investigation are seen by compliance alone until it is disclosed', async () => {
    const { person } = await someone();
    await makeBookmark(viewer, { ...wish, person, lane: null, from: NINE, to: NINE });
    await declarePurpose(viewer, {
      person,
      reason: 'security-incident',
      note: 'Case 7',
      undisclosedDays: 3,
    });
    await makeBookmark(viewer, { ...wish, note: 'case 7', person, from: NINE, to: NINE });
    const self = await makeUser(ctx, ['employee']);
    const own = { ...self, user: { ...self.user, personId: person } };
    const notes = async (of: UserContext) =>
      (await listed(person, NINE, NINE + MINUTE, of)).items.map(({ note }) => note);
    expect(await notes(own)).toEqual(['the invoice']);
    expect(await notes(await makeUser(ctx, ['compliance']))).toEqual(['the invoice', 'case 7']);
    const later = { ...own, now: () => ctx.now() + 4 * 24 * 60 * MINUTE };
    expect(await notes(later)).toEqual(['the invoice', 'case 7']);
  });

  test('are seen by all who may watch, removed by their maker alone, and both are told', async () => {
    const { person, device } = await someone();
    const lane = { device, display: 'HDMI-1' };
    const { id } = await makeBookmark(viewer, { ...wish, person, lane, from: NINE, to: NINE });
    const other = await makeUser(ctx, ['compliance']);
    const { items } = await listed(person, NINE, NINE + MINUTE, other);
    expect(items).toMatchObject([
      { id, device, display: 'HDMI-1', from: NINE, to: NINE, note: 'the invoice', isMine: false },
    ]);
    await expect(removeBookmark(other, { id })).rejects.toMatchObject({ code: 'forbidden' });
    await removeBookmark(viewer, { id });
    await removeBookmark(viewer, { id });
    expect((await listed(person, NINE, NINE + MINUTE)).items).toEqual([]);
    const told = await ctx.db
      .select({ action: auditEntries.action })
      .from(auditEntries)
      .where(eq(auditEntries.entityId, person))
      .orderBy(asc(auditEntries.seq));
    expect(told).toEqual([{ action: 'bookmark.made' }, { action: 'bookmark.removed' }]);
  });

  test('are commented on by all who may watch, who read it with them', async () => {
    const { person } = await someone();
    const { id } = await makeBookmark(viewer, { ...wish, person, from: NINE, to: NINE });
    const other = await makeUser(ctx, ['compliance']);
    await commentBookmark(other, { id, text: 'It is the old price.' });
    await commentBookmark(viewer, { id, text: 'So it is.' });
    const { items } = await listed(person, NINE, NINE + MINUTE);
    expect(items[0]?.comments).toMatchObject([
      { text: 'It is the old price.', userName: other.user.name },
      { text: 'So it is.', userName: viewer.user.name },
    ]);
    const auditor = await makeUser(ctx, ['auditor']);
    await expect(commentBookmark(auditor, { id, text: 'no' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await removeBookmark(viewer, { id });
    await expect(commentBookmark(viewer, { id, text: 'gone' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('keep to compliance what is said of them in an investigation, until it is disclosed', async () => {
    const { person } = await someone();
    const { id } = await makeBookmark(viewer, { ...wish, person, from: NINE, to: NINE });
    const investigator = await makeUser(ctx, ['compliance']);
    await declarePurpose(investigator, {
      person,
      reason: 'security-incident',
      note: 'Case 8',
      undisclosedDays: 3,
    });
    await commentBookmark(investigator, { id, text: 'See case 8.' });
    const self = await makeUser(ctx, ['employee']);
    const own = { ...self, user: { ...self.user, personId: person } };
    const said = async (of: UserContext) =>
      (await listed(person, NINE, NINE + MINUTE, of)).items[0]?.comments.map(({ text }) => text);
    expect(await said(own)).toEqual([]);
    expect(await said(viewer)).toEqual(['See case 8.']);
    const later = { ...own, now: () => ctx.now() + 4 * 24 * 60 * MINUTE };
    expect(await said(later)).toEqual(['See case 8.']);
  });

  test('belong to a window when any part of them is in it', async () => {
    const { person } = await someone();
    const make = (from: number, to: number) => makeBookmark(viewer, { ...wish, person, from, to });
    const over = await make(NINE - 2 * MINUTE, NINE + 2 * MINUTE);
    const moment = await make(NINE, NINE);
    await make(NINE - 2 * MINUTE, NINE - MINUTE);
    await make(NINE + MINUTE, NINE + 2 * MINUTE);
    const { items } = await listed(person, NINE, NINE + MINUTE);
    expect(items.map(({ id }) => id)).toEqual([over.id, moment.id]);
  });

  test('come a page at a time, each once, also those of one moment', async () => {
    const { person } = await someone();
    for (let n = 0; n < 5; n += 1) {
      await makeBookmark(viewer, { ...wish, person, from: NINE, to: NINE });
    }
    const seen: string[] = [];
    let cursor: BookmarkId | undefined;
    do {
      const window = { person, from: NINE, to: NINE + 1, limit: 2 };
      const page = await listBookmarks(viewer, { ...window, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next === null ? undefined : BookmarkId.parse(page.next);
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });

  test('need the right to watch, a person, a device of that person, and an end', async () => {
    const { person } = await someone();
    const stranger = await someone();
    const at = { person, from: NINE, to: NINE };
    const auditor = await makeUser(ctx, ['admin', 'auditor']);
    await expect(listed(person, NINE, NINE + 1, auditor)).rejects.toMatchObject({
      code: 'forbidden',
    });
    const refusals = [
      [auditor, { ...wish, ...at }, 'forbidden'],
      [viewer, { ...wish, ...at, person: newId(PersonId) }, 'not-found'],
      [
        viewer,
        { ...wish, ...at, lane: { device: stranger.device, display: 'HDMI-1' } },
        'not-found',
      ],
      [viewer, { ...wish, ...at, to: NINE + MAX_BOOKMARK + 1 }, 'range-too-long'],
    ] as const;
    for (const [user, bent, code] of refusals) {
      await expect(makeBookmark(user, bent)).rejects.toMatchObject({ code });
    }
  });
});
