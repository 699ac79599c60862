import { randomBytes } from 'node:crypto';
import { SegmentDigest } from '@workcompanion/core/crypto/segment-digest';
import { SegmentEncryptor } from '@workcompanion/core/crypto/segment-encryptor';
import { deriveSegmentKey } from '@workcompanion/core/crypto/segment-key';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { newId, SegmentId } from '@workcompanion/core/ids';
import { segments } from '@workcompanion/db/schema/segments';
import { thumbnailQueue } from '@workcompanion/db/schema/thumbnail-packs';
import type { WorkerContext } from '../../job.ts';
import type { TestRecording } from './insert-recording.ts';

export type TestSegment = typeof segments.$inferSelect;

interface SegmentsWish {
  /** Plain MPEG-TS, or what shall be taken for it, one a segment. */
  readonly plain: readonly Buffer[];
  /** UTC µs of the first; each further one is a minute later. */
  readonly startsAt: number;
  readonly firstSequence?: number;
  /** What the catalogue says of each. */
  readonly frames?: number;
}

const MINUTE = 60_000_000;

/** Segments as ingest leaves them: encrypted in the hot folder, in the catalogue, in the queue. */
export async function insertSegments(
  ctx: WorkerContext,
  recording: TestRecording,
  { plain, startsAt, firstSequence = 0, frames = 300 }: SegmentsWish,
): Promise<TestSegment[]> {
  const rows: TestSegment[] = [];
  for (const [index, content] of plain.entries()) {
    const at = { startsAt: startsAt + index * MINUTE, sequence: firstSequence + index, frames };
    const { row, ciphertext } = encrypted(recording, content, at);
    const key = segmentObjectKey(row);
    const source = (async function* () {
      yield ciphertext;
    })();
    await ctx.hot.put(key, source, { size: row.bytes, crc64: row.crc64 });
    const inserted = await ctx.db.insert(segments).values(row).returning();
    rows.push(...inserted);
  }
  const queued = rows.map(({ id, deviceId }) => ({ segmentId: id, deviceId }));
  await ctx.db.insert(thumbnailQueue).values(queued);
  return rows;
}

function encrypted(
  { key, ...ids }: TestRecording,
  plain: Buffer,
  at: { readonly startsAt: number; readonly sequence: number; readonly frames: number },
) {
  const iv = randomBytes(16);
  const id = newId(SegmentId, at.startsAt / 1000);
  const encryptor = new SegmentEncryptor(deriveSegmentKey(key, id), iv);
  const ciphertext = Buffer.concat([encryptor.update(plain), encryptor.tail()]);
  const digest = new SegmentDigest();
  digest.update(ciphertext);
  const { bytes, md5, sha256, crc64 } = digest.finish();
  const row = {
    ...ids,
    ...at,
    id,
    duration: MINUTE,
    crc64,
    journalIndex: at.sequence,
    bytes,
    plainBytes: plain.length,
    md5,
    sha256,
    iv: iv.toString('hex'),
    hasDigestInKey: true,
    hasOwnKey: true,
  };
  return { row, ciphertext };
}
