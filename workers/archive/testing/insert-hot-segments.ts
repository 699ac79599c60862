import { randomBytes } from 'node:crypto';
import { SegmentDigest } from '@workcompanion/core/crypto/segment-digest';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { DeviceId, KeyId, newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import type { Db } from '@workcompanion/db/client';
import { segments } from '@workcompanion/db/schema/segments';

export type HotSegment = typeof segments.$inferInsert & { readonly key: string };

export interface HotSegments {
  readonly count: number;
  readonly bytes: number;
  /** UTC ms of the first; each further one is a minute later. Yesterday if not given. */
  readonly startMs?: number;
}

/** Segments as ingest leaves them: random bytes in the hot folder, then their rows. Oldest first. */
export async function insertHotSegments(
  { db, hot }: { readonly db: Db; readonly hot: BlobStore },
  { count, bytes, startMs = Date.now() - 86_400_000 }: HotSegments,
): Promise<HotSegment[]> {
  const ids = { deviceId: newId(DeviceId), recordingId: newId(RecordingId), keyId: newId(KeyId) };
  const rows: HotSegment[] = [];
  for (let index = 0; index < count; index += 1) {
    const content = randomBytes(bytes);
    const row = rowOf(content, { ...ids, index, at: startMs + index * 60_000 });
    const source = (async function* () {
      yield content;
    })();
    await hot.put(row.key, source, { size: bytes, crc64: row.crc64 });
    rows.push(row);
  }
  await db.insert(segments).values(rows.map(({ key: _, ...row }) => row));
  return rows;
}

interface Place {
  readonly deviceId: DeviceId;
  readonly recordingId: RecordingId;
  readonly keyId: KeyId;
  readonly index: number;
  readonly at: number;
}

function rowOf(content: Buffer, { index, at, ...ids }: Place): HotSegment {
  const digest = new SegmentDigest();
  digest.update(content);
  const { bytes, md5, sha256, crc64 } = digest.finish();
  const row = {
    ...ids,
    id: newId(SegmentId, at),
    startsAt: at * 1000,
    duration: 60_000_000,
    crc64,
    journalIndex: index,
    sequence: index,
    frames: 300,
    bytes,
    plainBytes: bytes - 1,
    md5,
    sha256,
    iv: '00'.repeat(16),
    hasDigestInKey: true,
  };
  return { ...row, key: segmentObjectKey(row) };
}
