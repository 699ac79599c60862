import { createCipheriv, randomBytes } from 'node:crypto';
import { plainSize } from '@workcompanion/core/crypto/plain-size';
import { SegmentDigest } from '@workcompanion/core/crypto/segment-digest';
import { segmentKeyOf } from '@workcompanion/core/crypto/segment-key';
import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { type DeviceId, KeyId, newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import type { Db } from '@workcompanion/db/client';
import { addSegmentToSpans } from '@workcompanion/db/queries/add-segment-to-spans';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { type SegmentState, segments } from '@workcompanion/db/schema/segments';

const MINUTE = 60_000_000;
const DAY = 86_400_000_000;

export interface FootageWish {
  readonly device: DeviceId;
  /** µs of the first segment; each further one is a minute later. */
  readonly start: number;
  readonly count: number;
  readonly state?: SegmentState;
  /** Made for the UTC day of `start` when not given. */
  readonly key?: KeyId;
  /** Bytes of each segment; random ones when not given. */
  readonly plain?: Buffer;
}

export interface FootagePlace {
  readonly db: Db;
  readonly masterKey: Buffer;
  /** Where the objects are put: all of them in each. */
  readonly stores: readonly BlobStore[];
}

export interface StoredSegment {
  readonly id: SegmentId;
  readonly objectKey: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface StoredFootage {
  readonly key: KeyId;
  readonly recording: RecordingId;
  readonly segments: readonly StoredSegment[];
}

/** A recording as ingest and archive leave it: key, objects, rows and spans. */
export async function insertFootage(
  place: FootagePlace,
  wish: FootageWish,
): Promise<StoredFootage> {
  const { device, start, count } = wish;
  const secret = randomBytes(16);
  const key = wish.key ?? (await insertKey(place, wish, secret));
  const recording = newId(RecordingId, start / 1000);
  const stored: StoredSegment[] = [];
  for (let sequence = 0; sequence < count; sequence += 1) {
    const startsAt = start + sequence * MINUTE;
    const id = newId(SegmentId, startsAt / 1000);
    const iv = randomBytes(16);
    const plain = wish.plain ?? randomBytes(1_000);
    const opens = segmentKeyOf(secret, { id, iv: iv.toString('hex'), hasOwnKey: true });
    const cipher = createCipheriv('aes-128-cbc', opens.key, iv);
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    const digest = new SegmentDigest();
    digest.update(body);
    const { bytes, md5, sha256, crc64 } = digest.finish();
    const keyed = { id, deviceId: device, startsAt, sha256, hasDigestInKey: true, hasOwnKey: true };
    const objectKey = segmentObjectKey(keyed);
    for (const store of place.stores)
      await store.put(objectKey, once(body), { size: bytes, crc64 });
    const state = wish.state ?? 'hot';
    await place.db.transaction(async (tx) => {
      await tx.insert(segments).values({
        ...keyed,
        recordingId: recording,
        keyId: key,
        duration: MINUTE,
        crc64,
        journalIndex: sequence,
        sequence,
        frames: 300,
        bytes,
        plainBytes: plainSize({ cipherBytes: bytes, end: body.subarray(-32), ...opens }),
        md5,
        iv: iv.toString('hex'),
        state,
        ...(state !== 'hot' && { archivedAt: startsAt }),
      });
      await addSegmentToSpans(tx, {
        recordingId: recording,
        deviceId: device,
        display: 'HDMI-1',
        sequence,
        startsAt,
        duration: MINUTE,
        bytes,
      });
    });
    stored.push({ id, objectKey, bytes, sha256 });
  }
  return { key, recording, segments: stored };
}

async function insertKey(
  { db, masterKey }: FootagePlace,
  { device, start }: FootageWish,
  secret: Buffer,
): Promise<KeyId> {
  const id = newId(KeyId, start / 1000);
  const windowFrom = Math.floor(start / DAY) * DAY;
  await db.insert(dataKeys).values({
    id,
    deviceId: device,
    windowFrom,
    windowTo: windowFrom + DAY,
    wrapped: wrapKey(masterKey, secret, id),
    origin: 'issued',
    createdAt: windowFrom,
  });
  return id;
}

async function* once(body: Buffer): AsyncGenerator<Uint8Array> {
  yield body;
}
