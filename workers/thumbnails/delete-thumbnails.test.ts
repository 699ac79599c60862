import { randomBytes } from 'node:crypto';
import { readPack } from '@workcompanion/core/footage/read-pack';
import { decodeThumbnailEntries } from '@workcompanion/core/footage/thumbnail-entries';
import { decodePackParts, thumbnailObjectKey } from '@workcompanion/core/footage/thumbnail-pack';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deleteThumbnails } from './delete-thumbnails.ts';
import { storeThumbnails } from './store-thumbnails.ts';
import { insertSegments, type TestSegment } from './testing/insert-segments.ts';
import { openThumbnailFixture, type ThumbnailFixture } from './testing/thumbnail-fixture.ts';
import { finishRemovals, noteObject, useObject, writeObject } from './thumbnail-objects.ts';

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
  const entries = decodeThumbnailEntries(pack.hour, pack.entries);
  const pieces = readPack(fixture.ctx.thumbnails, decodePackParts(pack.parts), entries);
  const thumbnails = new Map<number, string | undefined>();
  for (const { sequence } of entries) {
    const { value } = await pieces.next();
    thumbnails.set(sequence, value ? value.toString('hex') : undefined);
  }
  return thumbnails;
}

const filesOf = (deviceId: TestSegment['deviceId']) => fixture.filesOf(deviceId);

/** Those of the files that are still there. */
async function left(files: readonly string[]) {
  const there = new Set(await fixture.packFiles());
  return files.filter((file) => there.has(file));
}

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
    expect(await left(before)).toEqual([]);
    expect(await deleteThumbnails(fixture.ctx, segments.slice(1, 3))).toBe(0);
  });

  it('leaves neither row nor file when it takes the last', async () => {
    const { recording, segments } = await thumbnailed(2);
    const before = await filesOf(recording.deviceId);
    expect(before).toHaveLength(1);
    await deleteThumbnails(fixture.ctx, segments);
    expect(await left(before)).toEqual([]);
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

  it('leaves an object to the others that share it, and takes it with the last of them', async () => {
    const [one, two] = [await fixture.record(), await fixture.record()];
    const wish = { plain: [randomBytes(64), randomBytes(64)], startsAt: HOUR };
    const mine = await insertSegments(fixture.ctx, one, wish);
    const theirs = await insertSegments(fixture.ctx, two, wish);
    const thumbnails = [...mine, ...theirs].map(() => randomBytes(500));
    await storeThumbnails(fixture.ctx, madeOf([...mine, ...theirs], thumbnails));
    const shared = await filesOf(one.deviceId);
    expect(shared).toHaveLength(1);
    expect(await filesOf(two.deviceId)).toEqual(shared);
    expect(await deleteThumbnails(fixture.ctx, mine.slice(0, 1))).toBe(1);
    expect(await stored(one.deviceId)).toEqual(new Map([[1, thumbnails[1]?.toString('hex')]]));
    expect([...(await stored(two.deviceId)).values()]).toEqual(
      thumbnails.slice(2).map((thumbnail) => thumbnail.toString('hex')),
    );
    expect(await left(shared)).toEqual(shared);
    expect(await deleteThumbnails(fixture.ctx, theirs)).toBe(2);
    expect(await left(shared)).toEqual([]);
  });

  it('deletes from a pack whose file is lost', async () => {
    const { recording, segments } = await thumbnailed(2);
    for (const file of await filesOf(recording.deviceId)) await fixture.ctx.thumbnails.delete(file);
    expect(await deleteThumbnails(fixture.ctx, segments.slice(0, 1))).toBe(1);
    const left = await packOf(recording.deviceId);
    expect(decodeThumbnailEntries(left.hour, left.entries)).toMatchObject([
      { sequence: 1, size: 0 },
    ]);
  });
});

/** As when the power goes after the row is committed. */
class UndeletingFolder extends FolderStore {
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
    const before = await filesOf(recording.deviceId);
    const ctx = { ...fixture.ctx, thumbnails: new UndeletingFolder(fixture.packRoot) };
    const removal = deleteThumbnails(ctx, segments.slice(0, count));
    await expect(removal).rejects.toThrow('the power went');
    expect(await left(before)).toEqual(before);
    expect(await filesOf(recording.deviceId)).toHaveLength(filesLeft);
    await finishRemovals.run(fixture.ctx);
    expect(await left(before)).toEqual([]);
    expect(await filesOf(recording.deviceId)).toHaveLength(filesLeft);
    if (filesLeft > 0) expect([...(await stored(recording.deviceId)).keys()]).toEqual([1]);
  });
});

describe('an object that was written, and never came to its rows', () => {
  it('is found and deleted an hour later, and can’t be used any more', async () => {
    const { ctx } = fixture;
    const object = await noteObject(ctx.db);
    await writeObject(ctx, object, [randomBytes(500)]);
    const file = thumbnailObjectKey(object);
    await finishRemovals.run(ctx);
    expect(await left([file])).toEqual([file]);
    await finishRemovals.run({ ...ctx, now: () => ctx.now() + 70 * MINUTE });
    expect(await left([file])).toEqual([]);
    await expect(ctx.db.transaction((tx) => useObject(tx, object, 1))).rejects.toThrow(
      'too slowly',
    );
  });
});
