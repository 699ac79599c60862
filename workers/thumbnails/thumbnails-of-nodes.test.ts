import { openPiece, pieceKey } from '@workcompanion/core/crypto/sealed-piece';
import { readPack } from '@workcompanion/core/footage/read-pack';
import { decodeThumbnailEntries } from '@workcompanion/core/footage/thumbnail-entries';
import { decodePackParts, thumbnailPlace } from '@workcompanion/core/footage/thumbnail-pack';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import { TosStore } from '@workcompanion/core/storage/remote/tos-store';
import { openTestTos, patientOptionsFor } from '@workcompanion/core/storage/testing/open-test-tos';
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
let bucket: Awaited<ReturnType<typeof openTestTos>>;
let red: Buffer;
beforeAll(async () => {
  fixture = await openThumbnailFixture();
  bucket = await openTestTos();
  red = await encodeFootage({ source: 'color=c=red:size=640x360', seconds: 1 });
}, 30_000);
afterAll(async () => {
  await bucket.dispose();
  await fixture.dispose();
});

/** A worker of another machine: it shares the database and the bucket, and no disk. */
function node() {
  const thumbnails = new TosStore(patientOptionsFor(bucket.server));
  return { ctx: { ...fixture.ctx, thumbnails }, close: () => thumbnails.close() };
}

/** The sequences of the thumbnails that this node can show. */
async function shown(store: BlobStore, { deviceId, key, recordingId }: TestRecording) {
  const [pack] = await fixture.ctx.db
    .select()
    .from(thumbnailPacks)
    .where(eq(thumbnailPacks.deviceId, deviceId));
  if (pack === undefined) return [];
  const entries = decodeThumbnailEntries(pack.hour, pack.entries);
  const pieces = readPack(store, decodePackParts(pack.parts), entries);
  const sequences: number[] = [];
  for (const { sequence } of entries) {
    const { value: sealed } = await pieces.next();
    if (!sealed) continue;
    openPiece(pieceKey(key, 'thumbnails'), sealed, thumbnailPlace({ recordingId, sequence }));
    sequences.push(sequence);
  }
  return sequences.sort((a, b) => a - b);
}

async function objects() {
  const keys: string[] = [];
  for await (const { key } of bucket.store.list('')) keys.push(key);
  return keys;
}

describe('workers of several nodes with one bucket', () => {
  it('each make a part of an hour, and every node shows all of it', async () => {
    const [one, two, portal] = [node(), node(), node()];
    try {
      const recording = await fixture.record();
      const segments = [];
      for (const [index, { ctx }] of [one, two, one, two].entries()) {
        const at = { startsAt: START + index * MINUTE, firstSequence: index };
        segments.push(...(await insertSegments(fixture.ctx, recording, { plain: [red], ...at })));
        const [job] = thumbnailJobs(OPTIONS);
        expect(await job?.run(ctx)).toMatchObject({ thumbnails: 1 });
      }
      expect(await shown(portal.ctx.thumbnails, recording)).toEqual([0, 1, 2, 3]);
      expect(await objects()).toHaveLength(4);
      const later = { ...two.ctx, now: () => fixture.ctx.now() + 60 * MINUTE };
      expect(await makeStrips(later, 'ffmpeg')).toBe(1);
      expect(await shown(portal.ctx.thumbnails, recording)).toEqual([0, 1, 2, 3]);
      expect(await objects()).toHaveLength(1);
      expect(await deleteThumbnails(one.ctx, segments.slice(0, 3))).toBe(3);
      expect(await shown(portal.ctx.thumbnails, recording)).toEqual([3]);
      expect(await deleteThumbnails(two.ctx, segments)).toBe(1);
      expect(await objects()).toEqual([]);
    } finally {
      await Promise.all([one, two, portal].map(({ close }) => close()));
    }
  });
});
