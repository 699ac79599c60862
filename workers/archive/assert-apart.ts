import { randomUUID } from 'node:crypto';
import { Crc64 } from '@workcompanion/core/crypto/crc64';
import { StartRefusal } from '@workcompanion/core/start-refusal';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';

/**
 * Throws when a blob that is put into the hot store lies in the archive, too: the two are one bucket
 * under two names, and the sweep would delete what is archived.
 */
export async function assertApart(hot: BlobStore, archive: BlobStore): Promise<void> {
  const key = `self-test/${randomUUID()}`;
  const bytes = Buffer.from(key);
  const source = async function* () {
    yield bytes;
  };
  await hot.put(key, source(), { size: bytes.length, crc64: new Crc64().update(bytes).digest() });
  try {
    if ((await archive.head(key)) === null) return;
    throw new StartRefusal(
      'The hot store and the archive are one bucket: name it alike in HOT_ENDPOINT and ARCHIVE_ENDPOINT.',
    );
  } finally {
    await hot.delete(key);
  }
}
