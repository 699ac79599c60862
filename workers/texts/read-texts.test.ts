import { pieceKey } from '@workcompanion/core/crypto/sealed-piece';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { foldText } from '@workcompanion/core/search/fold';
import { ngramsOf } from '@workcompanion/core/search/ngrams';
import { readObject, readTextPack } from '@workcompanion/core/search/read-text-pack';
import { BLOCK_BYTES, mayHoldNgrams } from '@workcompanion/core/search/text-filter';
import { linesThatMayHold, openFolded, openLines } from '@workcompanion/core/search/text-pack';
import type { TextPackRow } from '@workcompanion/db/queries/list-text-packs';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { segments } from '@workcompanion/db/schema/segments';
import { textFilters } from '@workcompanion/db/schema/text-filters';
import { textPacks } from '@workcompanion/db/schema/text-packs';
import { textQueue } from '@workcompanion/db/schema/text-queue';
import { thumbnailObjects } from '@workcompanion/db/schema/thumbnail-packs';
import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Job, WorkerContext } from '../job.ts';
import { deleteTexts } from '../retention/delete-texts.ts';
import type { TestRecording } from '../thumbnails/testing/insert-recording.ts';
import { insertSegments, type TestSegment } from '../thumbnails/testing/insert-segments.ts';
import {
  openThumbnailFixture,
  type ThumbnailFixture,
} from '../thumbnails/testing/thumbnail-fixture.ts';
import { finishRemovals } from '../thumbnails/thumbnail-objects.ts';
import { indexTexts } from './index-texts.ts';
import { encodeScreen } from './testing/encode-screen.ts';
import { readTexts } from './text-jobs.ts';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const NINE = Date.UTC(2026, 10, 24, 9) * 1000;

let fixture: ThumbnailFixture;
let ctx: WorkerContext;
let job: Job;
let [invoice, reply]: Buffer[] = [];
beforeAll(async () => {
  fixture = await openThumbnailFixture();
  ctx = fixture.ctx;
  job = readTexts({ ffmpeg: 'ffmpeg', leaseMs: 60_000, restMs: 0 });
  invoice = encodeScreen([{ text: 'Invoice INV-20418 was posted twice', y: 40 }], 3);
  reply = encodeScreen(
    [
      { text: 'Invoice INV-20418 was posted twice', y: 40 },
      { text: '客户说重复付款，请尽快处理', y: 150 },
    ],
    3,
  );
});
afterAll(() => fixture.dispose());

async function queue(rows: readonly TestSegment[], isWanted = false): Promise<void> {
  await ctx.db.insert(textQueue).values(
    rows.map(({ id, deviceId, recordingId }) => ({
      segmentId: id,
      deviceId,
      recordingId,
      isWanted,
    })),
  );
}

/** Segments of a new recording that wait, a minute each. */
async function record(plain: readonly (Buffer | undefined)[], startsAt: number) {
  const recording = await fixture.record();
  const contents = plain.map((content) => content ?? Buffer.alloc(0));
  const rows = await insertSegments(ctx, recording, { plain: contents, startsAt });
  return { recording, rows };
}

function packsOf({ recordingId }: TestRecording): Promise<TextPackRow[]> {
  return ctx.db
    .select()
    .from(textPacks)
    .where(eq(textPacks.recordingId, recordingId))
    .orderBy(textPacks.hour);
}

async function linesOf(recording: TestRecording) {
  const all = [];
  for (const pack of await packsOf(recording)) {
    const sealed = await readTextPack(ctx.thumbnails, pack, 'lines');
    if (sealed !== null) all.push(...openLines(recording.key, pack, sealed));
  }
  return all.map(({ text, from, to }) => [text, (from - NINE) / MINUTE, (to - NINE) / MINUTE]);
}

const waiting = ({ recordingId }: TestRecording) =>
  ctx.db.$count(textQueue, eq(textQueue.recordingId, recordingId));

describe('the text reader', () => {
  test('reads what waits into the pack of its hour: what stood on is one line', async () => {
    const { recording, rows } = await record([invoice, reply, invoice], NINE);
    await queue(rows);
    expect(await job.run(ctx)).toEqual({ segments: 3, screens: 3, unread: 0 });
    expect(await waiting(recording)).toBe(0);
    expect(await linesOf(recording)).toEqual([
      ['Invoice INV-20418 was posted twice', 0, 3],
      ['客户说重复付款，请尽快处理', 1, 2],
    ]);
    const [pack] = await packsOf(recording);
    expect(pack).toMatchObject({
      hour: NINE,
      display: 'HDMI-1',
      screens: 3,
      lines: 2,
      read: [{ first: NINE, last: NINE + 3 * MINUTE - 1 }],
      engine: expect.stringMatching(/^PP-OCRv4 [0-9a-f]{16}$/),
    });
  });

  test('has a pack for each hour, and what comes late joins it', async () => {
    const { recording, rows } = await record([invoice, invoice, reply], NINE + HOUR - 2 * MINUTE);
    const [first, second, third] = rows;
    if (!first || !second || !third) throw new Error('no segments');
    await queue([first, third]);
    await job.run(ctx);
    expect((await packsOf(recording)).map(({ hour }) => hour)).toEqual([NINE, NINE + HOUR]);
    await queue([second]);
    expect(await job.run(ctx)).toMatchObject({ segments: 1 });
    expect(await linesOf(recording)).toEqual([
      ['Invoice INV-20418 was posted twice', 58, 60],
      ['Invoice INV-20418 was posted twice', 60, 61],
      ['客户说重复付款，请尽快处理', 60, 61],
    ]);
  });

  test('adds nothing of a segment that was read before', async () => {
    const { recording, rows } = await record([reply], NINE);
    await queue(rows);
    await job.run(ctx);
    const before = await packsOf(recording);
    await queue(rows, true);
    await job.run(ctx);
    expect(await packsOf(recording)).toEqual(before);
    expect(await waiting(recording)).toBe(0);
  });

  test('gives up what has left for the archive, unless somebody waits for it', async () => {
    const { recording, rows } = await record([invoice, reply], NINE);
    const [gone, wanted] = rows;
    if (!gone || !wanted) throw new Error('no segments');
    const archived = await bytesOf(segmentObjectKey(wanted));
    for (const row of rows) await ctx.hot.delete(segmentObjectKey(row));
    await ctx.evidencePackages.put(segmentObjectKey(wanted), chunks(archived), {
      size: wanted.bytes,
      crc64: wanted.crc64,
    });
    await queue([gone]);
    await queue([wanted], true);
    const withArchive = { ...ctx, archive: ctx.evidencePackages };
    expect(await job.run(withArchive)).toEqual({ segments: 1, screens: 1, unread: 1 });
    expect(await waiting(recording)).toBe(0);
    expect(await linesOf(recording)).toHaveLength(2);
  });

  test('puts off what is not what was signed, and goes on with the others', async () => {
    const { recording, rows } = await record([invoice, reply], NINE);
    const [bad] = rows;
    if (!bad) throw new Error('no segment');
    await fixture.database.owner.db
      .update(segments)
      .set({ sha256: '00'.repeat(32) })
      .where(eq(segments.id, bad.id));
    // Another digest is another place; there lie the bytes.
    await ctx.hot.put(
      segmentObjectKey({ ...bad, sha256: '00'.repeat(32) }),
      chunks(await bytesOf(segmentObjectKey(bad))),
      { size: bad.bytes, crc64: bad.crc64 },
    );
    await queue(rows);
    expect(await job.run(ctx)).toEqual({ segments: 1, screens: 1, unread: 1 });
    const [left] = await ctx.db.select().from(textQueue).where(eq(textQueue.segmentId, bad.id));
    expect(left).toMatchObject({ attempts: 1, leaseUntil: null, notBefore: expect.any(Number) });
    expect(await waiting(recording)).toBe(1);
    await ctx.db.delete(textQueue);
  });

  test('leaves young footage until some of it lies there', async () => {
    const { rows } = await record([invoice], ctx.now() - MINUTE);
    await queue(rows);
    const patient = readTexts({ ffmpeg: 'ffmpeg', leaseMs: 60_000, restMs: 180_000 });
    expect(await patient.run(ctx)).toBeNull();
    expect(await job.run(ctx)).toMatchObject({ segments: 1 });
  });

  test('keeps nothing of footage whose key is destroyed', async () => {
    const { recording, rows } = await record([invoice, reply], NINE);
    await queue(rows);
    await ctx.db
      .update(dataKeys)
      .set({ wrapped: null, destroyedAt: 1 })
      .where(eq(dataKeys.id, recording.keyId));
    expect(await job.run(ctx)).toEqual({ segments: 0, screens: 0, unread: 2 });
    expect(await packsOf(recording)).toEqual([]);
    expect(await waiting(recording)).toBe(0);
  });
});

describe('a filter', () => {
  async function filterSays(recording: TestRecording, words: string): Promise<boolean> {
    const [row] = await ctx.db
      .select()
      .from(textFilters)
      .where(eq(textFilters.keyId, recording.keyId));
    if (!row) throw new Error('no filter');
    const bytes = await readObject(ctx.thumbnails, row.objectId);
    const source = {
      bytes: row.bytes,
      readBlock: (from: number) => bytes.subarray(from, from + BLOCK_BYTES),
    };
    const key = pieceKey(recording.key, 'text-filters');
    return mayHoldNgrams(key, source, ngramsOf(foldText(words)));
  }

  test('knows all text of a data key once its window is over and nothing waits', async () => {
    const { recording, rows } = await record([reply, invoice], NINE + HOUR - MINUTE);
    const [first, second] = rows;
    if (!first || !second) throw new Error('no segments');
    await closeWindow(recording);
    await queue([first]);
    await job.run(ctx);
    await queue([second]);
    await indexTexts.run(ctx);
    expect(await ctx.db.$count(textFilters, eq(textFilters.keyId, recording.keyId))).toBe(0);
    await job.run(ctx);
    await indexTexts.run(ctx);
    expect((await packsOf(recording)).map(({ isIndexed }) => isIndexed)).toEqual([true, true]);
    expect(await filterSays(recording, '重复付款')).toBe(true);
    expect(await filterSays(recording, 'INV-20418')).toBe(true);
    expect(await filterSays(recording, 'INV-99999')).toBe(false);
  });

  test('goes when more is read, and comes anew', async () => {
    const { recording, rows } = await record([invoice, reply], NINE);
    const [first, second] = rows;
    if (!first || !second) throw new Error('no segments');
    await closeWindow(recording);
    await queue([first]);
    await job.run(ctx);
    await indexTexts.run(ctx);
    expect(await filterSays(recording, '重复付款')).toBe(false);
    await queue([second]);
    await job.run(ctx);
    expect((await packsOf(recording)).map(({ isIndexed }) => isIndexed)).toEqual([false]);
    await indexTexts.run(ctx);
    expect(await filterSays(recording, '重复付款')).toBe(true);
  });

  async function closeWindow({ keyId }: TestRecording): Promise<void> {
    await fixture.database.owner.db
      .update(dataKeys)
      .set({ windowFrom: NINE - HOUR, windowTo: NINE + 2 * HOUR })
      .where(eq(dataKeys.id, keyId));
  }
});

test('texts and filters go with their key, with every object of theirs', async () => {
  const { recording, rows } = await record([reply], NINE);
  await queue(rows);
  await job.run(ctx);
  await finishRemovals.run(ctx);
  const [pack] = await packsOf(recording);
  if (!pack?.objectId) throw new Error('no pack');
  const sealed = await readTextPack(ctx.thumbnails, pack, 'folded');
  if (sealed === null) throw new Error('no text');
  const sought = { terms: [foldText('重复付款')], numbers: null };
  expect(linesThatMayHold(openFolded(recording.key, pack, sealed), sought)).toHaveLength(1);
  await deleteTexts(ctx, [recording.keyId]);
  expect(await packsOf(recording)).toEqual([]);
  await expect(readTextPack(ctx.thumbnails, pack, 'folded')).rejects.toMatchObject({
    code: 'blob-missing',
  });
  const left = inArray(thumbnailObjects.id, [pack.objectId]);
  expect(await ctx.db.$count(thumbnailObjects, left)).toBe(0);
  await deleteTexts(ctx, [recording.keyId]);
});

async function bytesOf(key: string): Promise<Buffer> {
  const reader = await ctx.hot.read(key);
  const pieces: Buffer[] = [];
  for await (const piece of reader.chunks()) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

async function* chunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
