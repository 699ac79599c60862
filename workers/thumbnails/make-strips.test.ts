import { openPiece, pieceKey } from '@workcompanion/core/crypto/sealed-piece';
import { readPack } from '@workcompanion/core/footage/read-pack';
import { parseThumbnails } from '@workcompanion/core/footage/thumbnail-frames';
import { decodePackParts, stripPlace } from '@workcompanion/core/footage/thumbnail-pack';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deleteThumbnails } from './delete-thumbnails.ts';
import { makeStrips } from './make-strips.ts';
import { encodeFootage } from './testing/encode-footage.ts';
import type { TestRecording } from './testing/insert-recording.ts';
import { insertSegments } from './testing/insert-segments.ts';
import { openThumbnailFixture, type ThumbnailFixture } from './testing/thumbnail-fixture.ts';
import { thumbnailJobs } from './thumbnail-jobs.ts';

const START = Date.UTC(2026, 10, 24, 9) * 1000;
const MINUTE = 60_000_000;
const OPTIONS = { ffmpeg: 'ffmpeg', processes: 1, leaseMs: 60_000, mode: 'all' } as const;

let fixture: ThumbnailFixture;
let red: Buffer;
beforeAll(async () => {
  fixture = await openThumbnailFixture();
  red = await encodeFootage({ source: 'color=c=red:size=640x360', seconds: 1 });
}, 30_000);
afterAll(() => fixture.dispose());

async function recorded(count: number) {
  const recording = await fixture.record();
  const plain = Array.from({ length: count }, () => red);
  const segments = await insertSegments(fixture.ctx, recording, { plain, startsAt: START });
  const [job] = thumbnailJobs(OPTIONS);
  await job?.run(fixture.ctx);
  return { recording, segments };
}

const makeLater = (hours: number) =>
  makeStrips({ ...fixture.ctx, now: () => fixture.ctx.now() + hours * 60 * MINUTE }, 'ffmpeg');

async function packOf({ deviceId }: TestRecording) {
  const [pack] = await fixture.ctx.db
    .select()
    .from(thumbnailPacks)
    .where(eq(thumbnailPacks.deviceId, deviceId));
  if (!pack) throw new Error('no pack');
  return pack;
}

/** Minutes that the strip shows; null: there is none. */
async function stripOf(recording: TestRecording) {
  const pack = await packOf(recording);
  const { stripAt, stripSize } = pack;
  if (!stripAt || !stripSize) return null;
  const range = { at: stripAt, size: stripSize };
  const { value: sealed } = await readPack(fixture.ctx.thumbnails, decodePackParts(pack.parts), [
    range,
  ]).next();
  if (!sealed) throw new Error('the strip is lost');
  const strip = openPiece(pieceKey(recording.key, 'thumbnails'), sealed, stripPlace(pack));
  const thumbnails = parseThumbnails(new Uint8Array(strip).buffer);
  for (const { image } of thumbnails) {
    expect(Buffer.from(image.subarray(8, 12)).toString()).toBe('WEBP');
  }
  return thumbnails.map(({ from }) => (from - START) / MINUTE);
}

describe('the strip of a recording-hour', () => {
  it('shows the hour in some twenty thumbnails, when nothing has come for a while', async () => {
    const { recording } = await recorded(45);
    expect(await makeLater(0)).toBe(0);
    expect(await makeLater(1)).toBe(1);
    const minutes = await stripOf(recording);
    expect(minutes).toHaveLength(20);
    expect(minutes?.slice(0, 4)).toEqual([0, 2, 4, 6]);
    expect(minutes?.at(-1)).toBe(42);
    expect(await makeLater(1)).toBe(0);
  });

  it('brings all of the hour into one object of its own, and the batches’ objects go', async () => {
    const { recording } = await recorded(2);
    const late = { plain: [red], startsAt: START + 30 * MINUTE, firstSequence: 30 };
    await insertSegments(fixture.ctx, recording, late);
    const [job] = thumbnailJobs(OPTIONS);
    await job?.run(fixture.ctx);
    const before = await fixture.filesOf(recording.deviceId);
    expect(before).toHaveLength(2);
    await makeLater(1);
    const after = await fixture.filesOf(recording.deviceId);
    expect(after).toHaveLength(1);
    expect(await fixture.packFiles()).not.toEqual(expect.arrayContaining(before));
    expect(await fixture.packFiles()).toEqual(expect.arrayContaining(after));
    expect(await stripOf(recording)).toEqual([0, 1, 30]);
  });

  it('is made anew without what was deleted', async () => {
    const { recording, segments } = await recorded(3);
    await makeLater(1);
    expect(await stripOf(recording)).toEqual([0, 1, 2]);
    await deleteThumbnails(fixture.ctx, segments.slice(1, 2));
    expect(await stripOf(recording)).toBeNull();
    await makeLater(1);
    expect(await stripOf(recording)).toEqual([0, 2]);
  });

  it('takes in what comes late', async () => {
    const { recording } = await recorded(2);
    await makeLater(1);
    const late = { plain: [red], startsAt: START + 30 * MINUTE, firstSequence: 30 };
    await insertSegments(fixture.ctx, recording, late);
    const [job] = thumbnailJobs(OPTIONS);
    await job?.run(fixture.ctx);
    await makeLater(1);
    expect(await stripOf(recording)).toEqual([0, 1, 30]);
  });

  it('is none where the key was destroyed, and holds up no other', async () => {
    const { recording } = await recorded(1);
    const { recording: other } = await recorded(1);
    await fixture.ctx.db
      .update(dataKeys)
      .set({ wrapped: null })
      .where(eq(dataKeys.id, recording.keyId));
    expect(await makeLater(1)).toBe(2);
    expect(await stripOf(recording)).toBeNull();
    expect(await stripOf(other)).toEqual([0]);
    expect(await makeLater(1)).toBe(0);
  });
});
