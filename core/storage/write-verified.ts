import { open } from 'node:fs/promises';
import type { PutRequest } from './blob-store.ts';
import { ContentCheck } from './content-check.ts';
import { writeBatches } from './write-batches.ts';

/**
 * Writes a new file and syncs it, or throws `digest-mismatch` as soon as it can't be the one
 * expected any more. What a failure leaves behind is the caller's to remove.
 */
export async function writeVerified(
  path: string,
  source: AsyncIterable<Uint8Array>,
  request: PutRequest,
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    const check = new ContentCheck(request, { hashes: true });
    await writeBatches(file, source, (chunk) => {
      request.signal?.throwIfAborted();
      check.update(chunk);
    });
    check.finish();
    request.signal?.throwIfAborted();
    await file.sync();
  } finally {
    await file.close();
  }
}
