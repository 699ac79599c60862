import { createHash, type Hash } from 'node:crypto';
import { decryptSegment } from '@workcompanion/core/crypto/decrypt-segment';
import { type EncryptedSegment, segmentKeyOf } from '@workcompanion/core/crypto/segment-key';
import { isAppError } from '@workcompanion/core/errors';
import { type KeyedSegment, segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { BlobReader, BlobStore } from '@workcompanion/core/storage/blob-store';
import type { Db } from '@workcompanion/db/client';
import { openDataKey } from '@workcompanion/db/keys/open-data-key';
import type { CheckOutcome } from '@workcompanion/db/schema/integrity-checks';
import type { segments } from '@workcompanion/db/schema/segments';
import { FrameProbe } from './frame-probe.ts';

export type SampledSegment = KeyedSegment &
  EncryptedSegment &
  Pick<typeof segments.$inferSelect, 'bytes' | 'keyId'>;

export interface PlayContext {
  readonly db: Db;
  readonly masterKey: Buffer;
  readonly archive: BlobStore;
  /** Program name or path. */
  readonly ffmpeg: string;
}

export interface Played {
  readonly outcome: CheckOutcome;
  /** Read from the archive. */
  readonly bytes: number;
}

/**
 * Reads an archived object to its end, once: are these the bytes that the device signed, do they
 * decrypt, and is there a picture. Memory stays at some pieces. Throws what the store throws, but for
 * a missing object: then nothing is known of it.
 */
export async function playObject(ctx: PlayContext, segment: SampledSegment): Promise<Played> {
  const reader = await openObject(ctx.archive, segment);
  if (reader === null) return { outcome: 'missing', bytes: 0 };
  try {
    const dataKey = await openDataKey(ctx.db, ctx.masterKey, segment.keyId);
    if (dataKey === null) return { outcome: 'keyless', bytes: 0 };
    const sum = { hash: createHash('sha256'), bytes: 0 };
    const key = segmentKeyOf(dataKey.key, segment);
    const hasPicture = await decode(ctx, decryptSegment(summed(reader, sum), key));
    const isSame = sum.bytes === segment.bytes && sum.hash.digest('hex') === segment.sha256;
    const outcome = isSame ? (hasPicture ? 'playable' : 'unplayable') : 'damaged';
    return { outcome, bytes: sum.bytes };
  } finally {
    await reader.close();
  }
}

async function openObject(archive: BlobStore, segment: SampledSegment): Promise<BlobReader | null> {
  try {
    return await archive.read(segmentObjectKey(segment));
  } catch (error) {
    if (isAppError(error, 'blob-missing')) return null;
    throw error;
  }
}

async function decode({ ffmpeg }: PlayContext, plain: AsyncIterable<Uint8Array>): Promise<boolean> {
  const probe = new FrameProbe(ffmpeg);
  try {
    for await (const piece of plain) await probe.write(piece);
  } catch (error) {
    await probe.abandon();
    throw error;
  }
  return await probe.finish();
}

async function* summed(
  reader: BlobReader,
  sum: { readonly hash: Hash; bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of reader.chunks()) {
    sum.hash.update(chunk);
    sum.bytes += chunk.length;
    yield chunk;
  }
}
