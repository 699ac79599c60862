import type { PutRequest } from '../blob-store.ts';
import { ContentCheck } from '../content-check.ts';

/**
 * Passes a blob on, but holds its last chunk back until the whole is known to be the one expected: a
 * store that was told the size never gets a whole body that is not. With an MD5 the store itself
 * checks the content, so that only the size is ours to check (hashing is half the CPU of an upload).
 */
export async function* verifiedBody(
  source: AsyncIterable<Uint8Array>,
  request: PutRequest,
): AsyncGenerator<Uint8Array> {
  const check = new ContentCheck(request, { hashes: request.md5 === undefined });
  let held: Uint8Array | undefined;
  for await (const chunk of source) {
    if (chunk.length === 0) continue;
    check.update(chunk);
    if (held !== undefined) yield held;
    held = chunk;
  }
  check.finish();
  if (held !== undefined) yield held;
}
