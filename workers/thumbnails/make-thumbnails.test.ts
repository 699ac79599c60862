import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { openPiece, pieceKey } from '@workcompanion/core/crypto/sealed-piece';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { readPack } from '@workcompanion/core/footage/read-pack';
import { decodeThumbnailEntries } from '@workcompanion/core/footage/thumbnail-entries';
import { decodePackParts, thumbnailPlace } from '@workcompanion/core/footage/thumbnail-pack';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { thumbnailPacks, thumbnailQueue } from '@workcompanion/db/schema/thumbnail-packs';
import { eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeFootage } from './testing/encode-footage.ts';
import type { TestRecording } from './testing/insert-recording.ts';
import { insertSegments, type TestSegment } from './testing/insert-segments.ts';
import { openThumbnailFixture, type ThumbnailFixture } from './testing/thumbnail-fixture.ts';
import { type ThumbnailOptions, thumbnailJobs } from './thumbnail-jobs.ts';

const START = Date.UTC(2026, 10, 24, 9, 58) * 1000;
const MINUTE = 60_000_000;
const OPTIONS = { ffmpeg: 'ffmpeg', processes: 1, leaseMs: 60_000, mode: 'all' } as const;

let fixture: ThumbnailFixture;
let red: Buffer;
let blue: Buffer;
let busy: Buffer;
beforeAll(async () => {
  fixture = await openThumbnailFixture();
  red = await encodeFootage({ source: 'color=c=red:size=1280x720' });
  blue = await encodeFootage({ source: 'color=c=blue:size=720x1280' });
  busy = await encodeFootage({ source: 'testsrc2=size=1920x1080' });
}, 60_000);
afterAll(() => fixture.dispose());

async function run(options: ThumbnailOptions = OPTIONS) {
  const [job] = thumbnailJobs(options);
  return await job?.run(fixture.ctx);
}

const packsOf = ({ deviceId }: TestRecording) =>
  fixture.ctx.db.select().from(thumbnailPacks).where(eq(thumbnailPacks.deviceId, deviceId));

/** What is kept of a recording, opened, by sequence. */
async function thumbnails(recording: TestRecording) {
  const { key } = recording;
  const packs = await packsOf(recording);
  const opened = new Map<number, { thumbnail: Buffer | null; change: number | null }>();
  for (const pack of packs) {
    const entries = decodeThumbnailEntries(pack.hour, pack.entries);
    const shown = entries.filter(({ size }) => size > 0);
    const pieces = readPack(fixture.ctx.thumbnails, decodePackParts(pack.parts), shown);
    for (const { sequence, size, change } of entries) {
      const { value: sealed } = size > 0 ? await pieces.next() : { value: null };
      const place = thumbnailPlace({ recordingId: pack.recordingId, sequence });
      const thumbnail = sealed ? openPiece(pieceKey(key, 'thumbnails'), sealed, place) : null;
      opened.set(sequence, { thumbnail, change });
    }
  }
  return opened;
}

/** The colour in the middle, and the size, as a decoder sees them. */
function look(thumbnail: Buffer | null | undefined) {
  if (!thumbnail) return null;
  const ffmpeg = (filter: string) =>
    execFileSync(
      'ffmpeg',
      ['-loglevel', 'error', '-f', 'webp_pipe', '-i', '-', '-vf', filter].concat([
        ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
      ]),
      { input: thumbnail },
    );
  const [r = 0, g = 0, b = 0] = ffmpeg('scale=1:1');
  const names = { red: r > 200 && b < 60, blue: b > 200 && r < 60 };
  return Object.entries(names).find(([, is]) => is)?.[0] ?? `${r},${g},${b}`;
}

async function queued(segments: readonly TestSegment[]) {
  return await fixture.ctx.db
    .select()
    .from(thumbnailQueue)
    .where(
      inArray(
        thumbnailQueue.segmentId,
        segments.map(({ id }) => id),
      ),
    );
}

describe('making thumbnails', () => {
  it('gives each segment the thumbnail of its own key frame, in packs of an hour, once', async () => {
    const [one, two] = [await fixture.record(), await fixture.record()];
    const mine = await insertSegments(fixture.ctx, one, {
      plain: [red, blue, red, busy],
      startsAt: START,
    });
    await insertSegments(fixture.ctx, two, { plain: [blue, red], startsAt: START });
    expect(await run()).toEqual({ thumbnails: 6, blank: 0, putOff: 0 });
    expect(await run()).toBeNull();
    const opened = await thumbnails(one);
    expect([...opened.values()].slice(0, 3).map(({ thumbnail }) => look(thumbnail))).toEqual([
      'red',
      'blue',
      'red',
    ]);
    const others = await thumbnails(two);
    expect([...others.values()].map(({ thumbnail }) => look(thumbnail))).toEqual(['blue', 'red']);
    expect(opened.get(3)?.thumbnail?.subarray(8, 12).toString()).toBe('WEBP');
    expect(await packsOf(one)).toHaveLength(2);
    expect(await fixture.packFiles()).toHaveLength(1);
    expect(await queued(mine)).toEqual([]);
  });

  it('tells a still screen from a busy one', async () => {
    const recording = await fixture.record();
    await insertSegments(fixture.ctx, recording, { plain: [red, busy], startsAt: START });
    await run();
    const opened = await thumbnails(recording);
    expect(opened.get(0)?.change).toBeLessThan(5);
    expect(opened.get(1)?.change).toBeGreaterThan(50);
  });

  it('draws and judges what was encoded in H.265 too, beside H.264', async () => {
    const recording = await fixture.record();
    const encode = (source: string) => encodeFootage({ source, codec: 'hevc', seconds: 3 });
    const still = await encode('color=c=red:size=1280x720');
    const moving = await encode('testsrc2=size=1920x1080');
    await insertSegments(fixture.ctx, recording, { plain: [still, blue, moving], startsAt: START });
    expect(await run()).toEqual({ thumbnails: 3, blank: 0, putOff: 0 });
    const opened = await thumbnails(recording);
    expect([look(opened.get(0)?.thumbnail), look(opened.get(1)?.thumbnail)]).toEqual([
      'red',
      'blue',
    ]);
    expect(opened.get(2)?.thumbnail).not.toBeNull();
    expect(opened.get(0)?.change).toBeLessThan(5);
    expect(opened.get(2)?.change).toBeGreaterThan(40);
  });

  it('marks what is no thumbnail, and spoils no other with it', async () => {
    const recording = await fixture.record();
    const torn = Buffer.from(busy);
    for (let at = 40_000; at < 60_000; at += 97) torn.writeUInt8(0x55, at);
    const plain = [red, randomBytes(188 * 50), torn, Buffer.alloc(0), blue];
    const segments = await insertSegments(fixture.ctx, recording, { plain, startsAt: START });
    expect(await run()).toEqual({ thumbnails: 2, blank: 3, putOff: 0 });
    const opened = await thumbnails(recording);
    const seen = [...opened].sort(([a], [b]) => a - b).map(([, { thumbnail }]) => look(thumbnail));
    expect(seen).toEqual(['red', null, null, null, 'blue']);
    expect(await queued(segments)).toEqual([]);
  });

  it('waits for a segment whose bytes are away, and in the end does without', async () => {
    const recording = await fixture.record();
    const startsAt = START;
    const segments = await insertSegments(fixture.ctx, recording, { plain: [red], startsAt });
    const [segment] = segments;
    if (!segment) throw new Error('no segment');
    await fixture.ctx.hot.delete(segmentObjectKey(segment));
    expect(await run()).toEqual({ thumbnails: 0, blank: 0, putOff: 1 });
    const [waiting] = await queued(segments);
    expect(waiting?.notBefore).toBeGreaterThan(fixture.ctx.now());
    await fixture.ctx.db.execute(
      sql`update thumbnail_queue set attempts = 4, not_before = null where segment_id = ${segment.id}`,
    );
    expect(await run()).toEqual({ thumbnails: 0, blank: 1, putOff: 0 });
    expect((await thumbnails(recording)).get(0)).toEqual({ thumbnail: null, change: null });
  });

  it('makes none of what was shredded', async () => {
    const recording = await fixture.record();
    const wish = { plain: [red], startsAt: START };
    const segments = await insertSegments(fixture.ctx, recording, wish);
    await fixture.ctx.db
      .update(dataKeys)
      .set({ wrapped: null })
      .where(eq(dataKeys.id, recording.keyId));
    expect(await run()).toBeNull();
    expect(await queued(segments)).toEqual([]);
    expect((await thumbnails(recording)).size).toBe(0);
  });

  it('leaves the queue alone where there is no ffmpeg that can do it', async () => {
    const recording = await fixture.record();
    const wish = { plain: [red], startsAt: START };
    const segments = await insertSegments(fixture.ctx, recording, wish);
    expect(await run({ ...OPTIONS, ffmpeg: '/nowhere/ffmpeg' })).toBeNull();
    expect(await queued(segments)).toMatchObject([{ attempts: 0, notBefore: null }]);
    await run();
  });

  it('shares the work among lanes that look at the same queue', async () => {
    const recording = await fixture.record();
    const plain = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? red : blue));
    await insertSegments(fixture.ctx, recording, { plain, startsAt: START });
    expect(await run({ ...OPTIONS, processes: 3 })).toEqual({
      thumbnails: 40,
      blank: 0,
      putOff: 0,
    });
    const opened = await thumbnails(recording);
    expect([...opened.keys()].sort((a, b) => a - b)).toEqual(plain.map((_, index) => index));
    expect(look(opened.get(38)?.thumbnail)).toBe('red');
    expect(look(opened.get(39)?.thumbnail)).toBe('blue');
  }, 30_000);

  it('reads nothing of segments that show what their neighbour shows', async () => {
    const still = await encodeFootage({ source: 'testsrc2=size=1920x1080', seconds: 0.2 });
    const recording = await fixture.record();
    const startsAt = Date.UTC(2026, 10, 24, 11, 10) * 1000;
    await insertSegments(fixture.ctx, recording, { plain: [still], startsAt, frames: 1 });
    expect(await run()).toEqual({ thumbnails: 1, blank: 0, putOff: 0 });
    const next = {
      plain: [still],
      startsAt: startsAt + MINUTE,
      firstSequence: 1,
      frames: 1,
    };
    const [unread] = await insertSegments(fixture.ctx, recording, next);
    if (!unread) throw new Error('no segment');
    await fixture.ctx.hot.delete(segmentObjectKey(unread));
    expect(await run()).toEqual({ thumbnails: 0, blank: 0, putOff: 0, unchanged: 1 });
    const changed = { plain: [busy], startsAt: startsAt + 2 * MINUTE, firstSequence: 2 };
    await insertSegments(fixture.ctx, recording, changed);
    expect(await run()).toEqual({ thumbnails: 1, blank: 0, putOff: 0 });
    const [pack] = await packsOf(recording);
    if (!pack) throw new Error('no pack');
    expect(decodeThumbnailEntries(pack.hour, pack.entries)).toMatchObject([
      { sequence: 0, startsAt, duration: 2 * MINUTE, change: 0 },
      { sequence: 2, startsAt: startsAt + 2 * MINUTE, duration: MINUTE },
    ]);
    expect((await thumbnails(recording)).get(0)?.thumbnail).not.toBeNull();
  }, 30_000);
});
