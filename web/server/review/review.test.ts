import { newId, RecordingId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { recordings } from '@workcompanion/db/schema/recordings';
import { spans } from '@workcompanion/db/schema/spans';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SAMPLE_LENGTH } from '../../contract/review.ts';
import type { UserContext } from '../auth/user-context.ts';
import { makeBookmark } from '../bookmarks/make-bookmark.ts';
import type { ServerContext } from '../context.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { logDelivery } from '../views/log-delivery.ts';
import { reportView } from '../views/report-view.ts';
import { drawReviewSamples, listReviewSamples } from './draw-review-samples.ts';
import { drawStretches } from './draw-stretches.ts';
import { readDayReview } from './read-day-review.ts';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** 00:00 of Monday, the 23rd, in Shanghai. */
const MONDAY = Date.UTC(2026, 10, 22, 16) * 1000;
const DISPLAY = 'HDMI-1';

let server: TestServer;
let ctx: ServerContext;
let viewer: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => MONDAY + 9 * DAY });
  viewer = await makeUser(ctx, ['compliance']);
});
afterAll(() => server.close());

async function someone() {
  const device = await insertDevice(ctx.db);
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, device));
  if (!row) throw new Error('no device');
  const { personId: person } = row;
  await ctx.db.update(people).set({ timeZone: 'Asia/Shanghai' }).where(eq(people.id, person));
  const record = async (from: number, to: number): Promise<void> => {
    const id = newId(RecordingId);
    await ctx.db.insert(recordings).values({ id, deviceId: device, display: DISPLAY });
    await ctx.db.insert(spans).values({
      deviceId: device,
      recordingId: id,
      display: DISPLAY,
      startsAt: MONDAY + from,
      endsAt: MONDAY + to,
      firstSequence: 0,
      lastSequence: 1,
      bytes: 1,
    });
  };
  return { device, person, record };
}

const actionsOn = async (person: string): Promise<string[]> => {
  const rows = await ctx.db
    .select({ action: auditEntries.action })
    .from(auditEntries)
    .where(eq(auditEntries.entityId, person));
  return rows.map(({ action }) => action);
};

describe('the sample of a week', () => {
  test('is drawn once for each reviewer, from that week, and is logged', async () => {
    const { person, record } = await someone();
    for (const day of [-1, 0, 2, 4, 7]) await record(day * DAY + 9 * HOUR, day * DAY + 17 * HOUR);
    const asked = { person, date: '2026-11-25' };
    expect((await listReviewSamples(viewer, asked)).items).toEqual([]);
    const drawn = await drawReviewSamples(viewer, asked);
    expect(drawn).toMatchObject({ week: '2026-11-23', isRunning: false });
    expect(drawn.items).toHaveLength(5);
    for (const { from, to, date } of drawn.items) {
      expect(to - from).toBe(SAMPLE_LENGTH);
      expect(['2026-11-23', '2026-11-25', '2026-11-27']).toContain(date);
    }
    expect(await drawReviewSamples(viewer, { person, date: '2026-11-29' })).toEqual(drawn);
    expect(await actionsOn(person)).toEqual(['samples.drawn']);
    const other = await makeUser(ctx, ['compliance']);
    expect((await listReviewSamples(other, asked)).items).toEqual([]);
  });

  test('of two requests at once is one', async () => {
    const { person, record } = await someone();
    await record(9 * HOUR, 17 * HOUR);
    const asked = { person, date: '2026-11-23' };
    const [one, two] = await Promise.all([
      drawReviewSamples(viewer, asked),
      drawReviewSamples(viewer, asked),
    ]);
    expect(one.items).toHaveLength(5);
    expect(two).toEqual(one);
  });

  test('tells which stretches its reviewer has marked, wholly', async () => {
    const { person, record } = await someone();
    await record(9 * HOUR, 17 * HOUR);
    const asked = { person, date: '2026-11-23' };
    const [first, second, third] = (await drawReviewSamples(viewer, asked)).items;
    if (!first || !second || !third) throw new Error('nothing was drawn');
    const mark = { person, lane: null, note: '' };
    await makeBookmark(viewer, { ...mark, ...stretchOf(first), kind: 'nothing-found' });
    await makeBookmark(viewer, { ...mark, ...stretchOf(second), kind: 'look-again' });
    const half = { ...stretchOf(third), to: third.to - MINUTE };
    await makeBookmark(viewer, { ...mark, ...half, kind: 'seen' });
    const { items } = await listReviewSamples(viewer, asked);
    expect(items.map(({ isReviewed }) => isReviewed)).toEqual([true, false, false, false, false]);
  });

  test('is not drawn by who may not watch, nor where there is nothing', async () => {
    const { person } = await someone();
    const asked = { person, date: '2026-11-23' };
    const auditor = await makeUser(ctx, ['auditor']);
    await expect(drawReviewSamples(auditor, asked)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await drawReviewSamples(viewer, asked)).items).toEqual([]);
    expect(await actionsOn(person)).toEqual([]);
  });
});

const stretchOf = ({ from, to }: { readonly from: number; readonly to: number }) => ({ from, to });

test('what is drawn lies in the footage, is as long as asked where it can be, and does not overlap', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(
      lengths,
      fc.infiniteStream(fc.double({ min: 0, max: 0.999999, noNaN: true })),
      (minutes, numbers) => {
        const footage = minutes.map((length, index) => ({
          from: index * 2 * HOUR,
          to: index * 2 * HOUR + length * MINUTE,
        }));
        const random = () => Number(numbers.next().value ?? 0);
        const drawn = drawStretches({ footage, count: 5, length: SAMPLE_LENGTH, random });
        for (const [index, { from, to }] of drawn.entries()) {
          const own = footage.find((span) => span.from <= from && to <= span.to);
          expect(own).toBeDefined();
          expect(to - from).toBe(Math.min(SAMPLE_LENGTH, (own?.to ?? 0) - (own?.from ?? 0)));
          expect(from).toBeGreaterThanOrEqual(drawn[index - 1]?.to ?? 0);
        }
      },
    ),
  );
});

test('a day tells its viewer what they have watched of it, and nobody else', async () => {
  const { device, person, record } = await someone();
  await record(9 * HOUR, 17 * HOUR);
  const at = (minutes: number) => MONDAY + 9 * HOUR + minutes * MINUTE;
  const stretch = { display: DISPLAY, kind: 'footage', from: at(0), to: at(30) } as const;
  await logDelivery(viewer, { device, purposeId: null, stretch });
  for (const [from, to] of [
    [0, 5],
    [5, 10],
    [20, 25],
  ] as const) {
    const shown = { device, display: DISPLAY, from: at(from), to: at(to), live: false };
    await reportView(viewer, shown);
  }
  const day = { person, date: '2026-11-23' };
  expect((await readDayReview(viewer, day)).watched).toEqual([
    { device, display: DISPLAY, from: at(0), to: at(10) },
    { device, display: DISPLAY, from: at(20), to: at(25) },
  ]);
  const other = await makeUser(ctx, ['compliance']);
  expect((await readDayReview(other, day)).watched).toEqual([]);
  expect((await readDayReview(viewer, { person, date: '2026-11-24' })).watched).toEqual([]);
});
