import { randomBytes } from 'node:crypto';
import { decodeThumbnailEntries } from '@workcompanion/core/footage/thumbnail-entries';
import { packFileKey } from '@workcompanion/core/footage/thumbnail-pack';
import { PackFolder } from '@workcompanion/core/storage/pack-folder';
import { thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import { thumbnailQueue } from '@workcompanion/db/schema/thumbnail-queue';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deleteThumbnails } from './delete-thumbnails.ts';
import { deleteThumbnailsOfStretch } from './delete-thumbnails-of-stretch.ts';
import { finishRemovals } from './finish-removal.ts';
import { storeThumbnails } from './store-thumbnails.ts';
import { insertSegments, type TestSegment } from './testing/insert-segments.ts';
import { openThumbnailFixture, type ThumbnailFixture } from './testing/thumbnail-fixture.ts';

const HOUR = Date.UTC(2026, 10, 24, 9) * 1000;
const MINUTE = 60_000_000;

let fixture: ThumbnailFixture;
beforeAll(async () => {
  fixture = await openThumbnailFixture();
});
afterAll(() => fixture.dispose());

/** `count` segments from 09:00 on, a minute each, with sealed thumbnails of random bytes. */
async function thumbnailed(count: number) {
  const recording = await fixture.record();
  const plain = Array.from({ length: count }, () => randomBytes(64));
  const segments = await insertSegments(fixture.ctx, recording, { plain, startsAt: HOUR });
  const thumbnails = segments.map(() => randomBytes(500));
  await storeThumbnails(fixture.ctx, madeOf(segments, thumbnails));
  return { recording, segments, thumbnails };
}

function madeOf(segments: readonly TestSegment[], thumbnails: readonly Buffer[]) {
  return segments.map((segment, index) => ({
    segment: { ...segment, attempts: 0, lease: 0 },
    sealed: thumbnails[index] ?? null,
    change: index,
  }));
}

async function packOf(deviceId: TestSegment['deviceId']) {
  const rows = await fixture.ctx.db
    .select()
    .from(thumbnailPacks)
    .where(eq(thumbnailPacks.deviceId, deviceId));
  const [pack] = rows;
  if (!pack || rows.length > 1) throw new Error(`${rows.length} packs`);
  return pack;
}

/** Sequence and bytes of each thumbnail, read where the row says. */
async function stored(deviceId: TestSegment['deviceId']) {
  const pack = await packOf(deviceId);
  const reader = await fixture.ctx.thumbnails.open(packFileKey(pack, pack.file));
  const thumbnails = new Map<number, string>();
  for (const { sequence, at, size } of decodeThumbnailEntries(pack.hour, pack.entries)) {
    thumbnails.set(sequence, (await reader.read({ start: at, end: at + size })).toString('hex'));
  }
  await reader.close();
  return thumbnails;
}

const filesOf = async (deviceId: string) =>
  (await fixture.packFiles()).filter((file) => file.startsWith(deviceId));

describe('deleteThumbnails', () => {
  it('takes out the thumbnails of the segments named, and leaves the others as they were', async () => {
    const { recording, segments, thumbnails } = await thumbnailed(4);
    const before = await filesOf(recording.deviceId);
    expect(await deleteThumbnails(fixture.ctx, segments.slice(1, 3))).toBe(2);
    expect(await stored(recording.deviceId)).toEqual(
      new Map([
        [0, thumbnails[0]?.toString('hex')],
        [3, thumbnails[3]?.toString('hex')],
      ]),
    );
    const after = await filesOf(recording.deviceId);
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
    expect(await deleteThumbnails(fixture.ctx, segments.slice(1, 3))).toBe(0);
  });

  it('leaves neither row nor file when it takes the last', async () => {
    const { recording, segments } = await thumbnailed(2);
    await deleteThumbnails(fixture.ctx, segments);
    expect(await filesOf(recording.deviceId)).toEqual([]);
    await expect(packOf(recording.deviceId)).rejects.toThrow('0 packs');
  });

  it('goes on growing a pack that lost thumbnails', async () => {
    const { recording, segments, thumbnails } = await thumbnailed(3);
    await deleteThumbnails(fixture.ctx, segments.slice(0, 2));
    const more = await insertSegments(fixture.ctx, recording, {
      plain: [randomBytes(64)],
      startsAt: HOUR + 3 * MINUTE,
      firstSequence: 3,
    });
    const thumbnail = randomBytes(700);
    await storeThumbnails(fixture.ctx, madeOf(more, [thumbnail]));
    expect(await stored(recording.deviceId)).toEqual(
      new Map([
        [2, thumbnails[2]?.toString('hex')],
        [3, thumbnail.toString('hex')],
      ]),
    );
  });

  it('keeps a thumbnail from being stored that was in the making', async () => {
    const recording = await fixture.record();
    const plain = [randomBytes(64)];
    const segments = await insertSegments(fixture.ctx, recording, { plain, startsAt: HOUR });
    await deleteThumbnails(fixture.ctx, segments);
    expect(await storeThumbnails(fixture.ctx, madeOf(segments, [randomBytes(500)]))).toBe(0);
    expect(await filesOf(recording.deviceId)).toEqual([]);
  });

  it('deletes from a pack whose file is lost', async () => {
    const { recording, segments } = await thumbnailed(2);
    const pack = await packOf(recording.deviceId);
    await fixture.ctx.thumbnails.delete(packFileKey(pack, pack.file));
    expect(await deleteThumbnails(fixture.ctx, segments.slice(0, 1))).toBe(1);
    const left = await packOf(recording.deviceId);
    expect(decodeThumbnailEntries(left.hour, left.entries)).toMatchObject([
      { sequence: 1, size: 0 },
    ]);
  });
});

/** As when the power goes after the row is committed. */
class UndeletingFolder extends PackFolder {
  override delete(): Promise<void> {
    return Promise.reject(new Error('the power went'));
  }
}

describe('a removal that was cut short', () => {
  it.each([
    ['a part', 1, 1],
    ['all', 2, 0],
  ])('of %s is finished later', async (_, count, filesLeft) => {
    const { recording, segments } = await thumbnailed(2);
    const ctx = { ...fixture.ctx, thumbnails: new UndeletingFolder(fixture.packRoot) };
    const removal = deleteThumbnails(ctx, segments.slice(0, count));
    await expect(removal).rejects.toThrow('the power went');
    expect((await packOf(recording.deviceId)).doomedFile).not.toBeNull();
    expect(await filesOf(recording.deviceId)).toHaveLength(1 + filesLeft);
    await finishRemovals.run(fixture.ctx);
    expect(await filesOf(recording.deviceId)).toHaveLength(filesLeft);
    if (filesLeft > 0) expect([...(await stored(recording.deviceId)).keys()]).toEqual([1]);
  });
});

describe('deleteThumbnailsOfStretch', () => {
  it('takes out whatever overlaps, and the queue with it', async () => {
    const { recording, segments } = await thumbnailed(4);
    const plain = [randomBytes(64), randomBytes(64)];
    const [first, second] = await insertSegments(fixture.ctx, recording, {
      plain,
      startsAt: HOUR + 4 * MINUTE,
      firstSequence: 4,
    });
    const removed = await deleteThumbnailsOfStretch(fixture.ctx, {
      deviceId: recording.deviceId,
      from: HOUR + MINUTE,
      to: HOUR + 4.5 * MINUTE,
    });
    expect(removed).toBe(3);
    expect([...(await stored(recording.deviceId)).keys()]).toEqual([segments[0]?.sequence]);
    const queued = await fixture.ctx.db.select().from(thumbnailQueue);
    const ids = queued.map(({ segmentId }) => segmentId);
    expect(ids).not.toContain(first?.id);
    expect(ids).toContain(second?.id);
  });
});
