import { createHash } from 'node:crypto';
import { decryptSegment } from '@workcompanion/core/crypto/decrypt-segment';
import { segmentKeyOf } from '@workcompanion/core/crypto/segment-key';
import { AppError, isAppError } from '@workcompanion/core/errors';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { BlobReader } from '@workcompanion/core/storage/blob-store';
import type { WorkerContext } from '../job.ts';
import type { QueuedText } from './claim-texts.ts';

/** A segment is read whole, in memory. Recorders make them of a minute, and so of some MB. */
const MOST_BYTES = 96 * 1024 * 1024;

/**
 * The plain bytes of a segment, proved against what its device has signed. From the archive only when
 * somebody waits for it. Throws `blob-missing`, `digest-mismatch`, and what the stores throw.
 */
export async function readPlain(
  ctx: Pick<WorkerContext, 'hot' | 'archive'>,
  segment: QueuedText,
  dataKey: Buffer,
): Promise<Buffer> {
  if (segment.bytes > MOST_BYTES) {
    throw new AppError('blob-missing', `segment ${segment.id} is too large to be read`);
  }
  const source = await openSegment(ctx, segment);
  const digest = createHash('sha256');
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source.chunks()) {
      digest.update(chunk);
      yield chunk;
    }
  }
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of decryptSegment(hashed(), segmentKeyOf(dataKey, segment))) {
      pieces.push(piece);
    }
    if (digest.digest('hex') === segment.sha256) return Buffer.concat(pieces);
    throw new AppError('digest-mismatch', `segment ${segment.id} is not what was signed`);
  } finally {
    await source.close();
  }
}

async function openSegment(
  { hot, archive }: Pick<WorkerContext, 'hot' | 'archive'>,
  segment: QueuedText,
): Promise<BlobReader> {
  const objectKey = segmentObjectKey(segment);
  try {
    return await hot.read(objectKey);
  } catch (error) {
    const isElsewhere = segment.isWanted && archive !== null && isAppError(error, 'blob-missing');
    if (!isElsewhere) throw error;
    return await archive.read(objectKey);
  }
}
