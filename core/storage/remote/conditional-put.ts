import { AppError, isAppError } from '../../errors.ts';
import type { BlobStat, PutRequest } from '../blob-store.ts';
import { ContentCheck } from '../content-check.ts';

export interface RemoteStat extends BlobStat {
  readonly etag: string;
  /** The store itself has reckoned that it is the blob of `crc64`. */
  readonly isProved: boolean;
  /** Lower-case hex, as the store itself reckoned it; null when it tells none. */
  readonly md5: string | null;
  /** UTC ms. */
  readonly writtenAtMs: number;
  /** What a device stated of it, where that was stored beside it. */
  readonly statement: string | null;
  /** Null where the store doesn't say: its usual one. */
  readonly storageClass: string | null;
}

/** What must hold at the store at the moment the blob appears. */
export type PutCondition = { readonly kind: 'absent' } | { readonly kind: 'etag'; etag: string };

/** The part of a remote store that `conditionalPut` drives. */
export interface ConditionalStore {
  stat(key: string): Promise<RemoteStat | null>;
  /** Throws `already-exists` when the condition does not hold. */
  write(
    key: string,
    body: AsyncIterable<Uint8Array>,
    options: { readonly request: PutRequest; readonly condition: PutCondition },
  ): Promise<void>;
}

/**
 * Never overwrites blindly: what is there decides. The very blob: done, perhaps by an earlier try
 * whose answer was lost. Another: replaced, if it is still that other when ours is whole. A refused
 * condition is judged by what is there then.
 */
export async function conditionalPut(
  store: ConditionalStore,
  { key, source }: { readonly key: string; readonly source: AsyncIterable<Uint8Array> },
  request: PutRequest,
): Promise<void> {
  request.signal?.throwIfAborted();
  const there = request.isNew === true ? null : await store.stat(key);
  if (there !== null && isSame(there, request)) return leave(source);
  const condition: PutCondition =
    there === null ? { kind: 'absent' } : { kind: 'etag', etag: there.etag };
  try {
    await store.write(key, verifiedBody(source, request), { request, condition });
  } catch (error) {
    if (!isAppError(error, 'already-exists')) throw error;
    const winner = await store.stat(key);
    if (winner === null || !isSame(winner, request)) throw overtaken(key, winner, error);
  }
}

/** The size and the sum that the store itself reckoned are those of the catalogue. */
function isSame(there: BlobStat, expected: PutRequest): boolean {
  return there.size === expected.size && there.crc64 === expected.crc64;
}

/** A source that is not needed may still hold something open. */
async function leave(source: AsyncIterable<Uint8Array>): Promise<void> {
  await source[Symbol.asyncIterator]().return?.();
}

function overtaken(key: string, winner: BlobStat | null, cause: unknown): AppError {
  return new AppError('digest-mismatch', `another blob than the one put is stored as ${key}`, {
    cause,
    details: { key, storedSize: winner?.size ?? null, storedCrc64: winner?.crc64 ?? null },
  });
}

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
