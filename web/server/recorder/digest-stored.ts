import { SegmentDigest } from '@workcompanion/core/crypto/segment-digest';
import { isAppError } from '@workcompanion/core/errors';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import { CipherEnd } from './cipher-end.ts';
import type { ReceivedBody } from './receive-body.ts';

/** Reads a stored segment to its end; null when there is none. Throws what the store throws. */
export async function digestStored(
  store: Pick<BlobStore, 'read'>,
  key: string,
): Promise<ReceivedBody | null> {
  try {
    const reader = await store.read(key);
    const digest = new SegmentDigest();
    const end = new CipherEnd();
    for await (const chunk of reader.chunks()) {
      digest.update(chunk);
      end.push(chunk);
    }
    return { ...digest.finish(), end: end.bytes };
  } catch (error) {
    if (isAppError(error, 'blob-missing')) return null;
    throw error;
  }
}
