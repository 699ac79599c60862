import { Crc64 } from '@workcompanion/core/crypto/crc64';
import type { BlobStore, ExpectedBlob } from '@workcompanion/core/storage/blob-store';
import { RemoteStore } from '@workcompanion/core/storage/remote/remote-store';

/**
 * Whether the store's copy is the one expected, by the size and the sum that the store reckoned from
 * what it has. A store that keeps no sums is read back.
 */
export async function isStored(
  store: BlobStore,
  key: string,
  expected: ExpectedBlob,
): Promise<boolean> {
  const there = store instanceof RemoteStore ? await store.stat(key) : await store.head(key);
  if (there === null || there.size !== expected.size) return false;
  if ('md5' in there && there.md5 !== null && expected.md5 !== undefined) {
    return there.md5 === expected.md5;
  }
  const isProved = !('isProved' in there) || there.isProved;
  const crc64 = isProved ? there.crc64 : null;
  return (crc64 ?? (await readBack(store, key))) === expected.crc64;
}

async function readBack(store: BlobStore, key: string): Promise<string> {
  const reader = await store.read(key);
  try {
    const sum = new Crc64();
    for await (const chunk of reader.chunks()) sum.update(chunk);
    return sum.digest();
  } finally {
    await reader.close();
  }
}
