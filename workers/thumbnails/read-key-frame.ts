import { decryptSegment } from '@workcompanion/core/crypto/decrypt-segment';
import { segmentKeyOf } from '@workcompanion/core/crypto/segment-key';
import { isAppError } from '@workcompanion/core/errors';
import { type KeyFrame, KeyFrameReader } from '@workcompanion/core/footage/key-frame-reader';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { BlobReader } from '@workcompanion/core/storage/blob-store';
import type { WorkerContext } from '../job.ts';
import type { QueuedThumbnail } from './queued-thumbnail.ts';

/** The most that is fetched from the archive: the key frame of a 4K screen has less than 1 MiB. */
const HEAD_BYTES = 1024 * 1024;

/**
 * The first frame of a segment, decrypted in memory; null when it begins with none. From the archive
 * when there is no local copy any more. Throws what the stores throw.
 */
export async function readKeyFrame(
  ctx: Pick<WorkerContext, 'hot' | 'archive'>,
  segment: QueuedThumbnail,
  dataKey: Buffer,
): Promise<KeyFrame | null> {
  const source = await openHead(ctx, segment);
  try {
    const reader = new KeyFrameReader();
    for await (const chunk of decryptSegment(source.chunks(), segmentKeyOf(dataKey, segment))) {
      if (reader.push(chunk)) break;
    }
    return reader.finish();
  } finally {
    await source.close();
  }
}

async function openHead(
  { hot, archive }: Pick<WorkerContext, 'hot' | 'archive'>,
  segment: QueuedThumbnail,
): Promise<BlobReader> {
  const objectKey = segmentObjectKey(segment);
  try {
    return await hot.read(objectKey);
  } catch (error) {
    if (archive === null || !isAppError(error, 'blob-missing')) throw error;
    return archive.read(objectKey, { start: 0, end: Math.min(segment.bytes, HEAD_BYTES) });
  }
}
