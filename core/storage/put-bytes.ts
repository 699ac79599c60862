import { SegmentDigest } from '../crypto/segment-digest.ts';
import type { BlobStore } from './blob-store.ts';

/** Stores under a new key what is in memory already. */
export async function putBytes(
  store: Pick<BlobStore, 'put'>,
  key: string,
  bytes: Uint8Array,
): Promise<void> {
  const digest = new SegmentDigest();
  digest.update(bytes);
  const { crc64, md5 } = digest.finish();
  const source = async function* () {
    yield bytes;
  };
  await store.put(key, source(), { size: bytes.length, crc64, md5, isNew: true });
}
