import { createSecretKey } from 'node:crypto';
import { PIECE_BYTES, piecesOf } from '@workcompanion/core/crypto/decrypt-segment';
import { AppError, isAppError } from '@workcompanion/core/errors';
import type { BlobReader, ByteRange } from '@workcompanion/core/storage/blob-store';
import type { segments } from '@workcompanion/db/schema/segments';
import type { UserContext } from '../../auth/user-context.ts';
import { type CiphertextWish, openCiphertext } from '../open-ciphertext.ts';
import { checkArrival, isAnother } from './check-arrival.ts';
import type { DigestAnswer } from './digest-thread.ts';
import { noteDamage } from './note-damage.ts';
import { TAG_BYTES, tagOfPiece } from './piece-tags.ts';

type Segment = typeof segments.$inferSelect;

/**
 * The ciphertext of a segment, or a range of it, of which nobody gets the end unless it is what the
 * device signed. A whole one that this process has not proved yet is hashed while it is read, and throws at
 * its end; so its pieces have tags. What has tags is checked piece by piece, before each is given. The first
 * range therefore costs a read of the whole, as does what lately proved to be damaged. Throws as
 * `openCiphertext`.
 */
export async function openProved(
  ctx: UserContext,
  segment: Segment,
  { range, signal }: CiphertextWish,
): Promise<BlobReader> {
  const known = ctx.proofs.tagsOf(segment.sha256, range !== undefined);
  if (known === null && range === undefined && !ctx.proofs.isDoubted(segment.id)) {
    return openHashed(ctx, segment, signal);
  }
  const tags = known ?? (await prove(ctx, segment, signal));
  const wanted = range ?? { start: 0, end: segment.bytes };
  const pieces = piecesAround(wanted, segment.bytes);
  const reader = await openCiphertext(ctx, segment, { range: range && pieces, signal });
  const checked = () => checkedPieces(ctx, segment, { chunks: reader.chunks(), pieces, tags });
  return {
    size: reader.size,
    close: () => reader.close(),
    // A range is cut out of its pieces: these are not taken back.
    ...(range === undefined
      ? { chunks: checked, recycle: reader.recycle }
      : { chunks: () => cut(checked(), { pieces, wanted }) }),
  };
}

/** What is fetched is hashed once, as it comes, for all who read it; the rest while it is read. */
async function openHashed(
  ctx: UserContext,
  segment: Segment,
  signal: AbortSignal,
): Promise<BlobReader> {
  const check = () => checkArrival(ctx, segment);
  const reader = await openCiphertext(ctx, segment, { signal, check });
  if (reader.isProved !== true) return hashedWhole(ctx, segment, reader);
  return {
    size: reader.size,
    recycle: reader.recycle,
    close: () => reader.close(),
    async *chunks() {
      try {
        yield* reader.chunks();
      } catch (error) {
        throw await toldError(ctx, segment, error);
      }
    },
  };
}

/**
 * Each piece is hashed by another thread while it is used; two at most wait for that. The last one brings
 * the proof, so that it is made while the piece is decrypted.
 */
function hashedWhole(ctx: UserContext, segment: Segment, reader: BlobReader): BlobReader {
  const digest = ctx.digests.begin(ctx.proofs.tagKeyOf(segment.sha256));
  let hashing: Promise<DigestAnswer> = Promise.resolve(null);
  let left = segment.bytes;
  const { recycle } = reader;
  return {
    size: reader.size,
    recycle: recycle && ((piece) => void hashing.then(() => recycle(piece), ignore)),
    close: () => reader.close(),
    async *chunks() {
      try {
        for await (const chunk of reader.chunks()) {
          const before = hashing;
          left -= chunk.length;
          hashing = left === 0 ? digest.digest(chunk) : digest.update(chunk);
          hashing.catch(ignore);
          yield chunk;
          await before;
        }
        const proof = await hashing;
        if (left !== 0 || proof?.sha256 !== segment.sha256) throw isAnother(segment);
        ctx.proofs.prove(segment.sha256, { tags: proof.tags, isForRanges: false });
      } catch (error) {
        throw await toldError(ctx, segment, error);
      } finally {
        digest.end();
      }
    },
  };
}

function ignore(): void {}

/** Reads the whole, and gives the tags of its pieces. */
async function prove(ctx: UserContext, segment: Segment, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return await readTags(ctx, segment, signal);
  } catch (error) {
    // A copy of what is in the archive too: from now on it is passed over.
    if (!isAppError(error, 'footage-lost') || segment.state === 'hot') throw error;
    return await readTags(ctx, segment, signal);
  }
}

async function readTags(
  ctx: UserContext,
  segment: Segment,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const whole = await openHashed(ctx, segment, signal);
  try {
    for await (const chunk of whole.chunks()) {
      signal.throwIfAborted();
      whole.recycle?.(chunk);
    }
  } finally {
    await whole.close();
  }
  const tags = ctx.proofs.tagsOf(segment.sha256, false);
  if (tags !== null) ctx.proofs.prove(segment.sha256, { tags, isForRanges: true });
  if (tags === null) throw new AppError('internal', `Segment ${segment.id} is too long to check.`);
  return tags;
}

interface TaggedPieces {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Which they are: from the beginning of one to the end of another. */
  readonly pieces: ByteRange;
  /** Covers all pieces of the segment. */
  readonly tags: Uint8Array;
}

async function* checkedPieces(
  ctx: UserContext,
  segment: Segment,
  { chunks, pieces, tags }: TaggedPieces,
): AsyncGenerator<Uint8Array> {
  const key = createSecretKey(ctx.proofs.tagKeyOf(segment.sha256));
  let index = pieces.start / PIECE_BYTES;
  let left = pieces.end - pieces.start;
  try {
    for await (const some of wholePieces(chunks)) {
      for (const piece of piecesOf(some)) {
        const expected = tags.subarray(index * TAG_BYTES, (index + 1) * TAG_BYTES);
        if (!tagOfPiece(key, index, piece).equals(expected)) throw isAnother(segment);
        index += 1;
      }
      left -= some.length;
      yield some;
    }
    if (left !== 0) throw isAnother(segment);
  } catch (error) {
    throw await toldError(ctx, segment, error);
  }
}

function piecesAround({ start, end }: ByteRange, size: number): ByteRange {
  return {
    start: start - (start % PIECE_BYTES),
    end: Math.min(Math.ceil(end / PIECE_BYTES) * PIECE_BYTES, size),
  };
}

async function* cut(
  source: AsyncIterable<Uint8Array>,
  { pieces, wanted }: { readonly pieces: ByteRange; readonly wanted: ByteRange },
): AsyncGenerator<Uint8Array> {
  let at = pieces.start;
  for await (const piece of source) {
    yield piece.subarray(Math.max(0, wanted.start - at), wanted.end - at);
    at += piece.length;
  }
}

/** A file that ends early while it is read was cut. */
async function toldError(ctx: UserContext, segment: Segment, error: unknown): Promise<unknown> {
  if (!isAppError(error, 'digest-mismatch') && !isAppError(error, 'blob-missing')) return error;
  await noteDamage(ctx, segment, null);
  return new AppError('footage-lost', `The bytes of segment ${segment.id} are damaged.`, {
    cause: error,
  });
}

/**
 * The same bytes in chunks of whole pieces, but for the last. A file comes so already, and is passed on as it
 * is; the rest is copied, so that each chunk is either the source's own or nobody's.
 */
async function* wholePieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of source) {
    if (heldBytes === 0 && chunk.length % PIECE_BYTES === 0) {
      yield chunk;
      continue;
    }
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes < PIECE_BYTES) continue;
    const all = Buffer.concat(held);
    const rest = all.subarray(heldBytes - (heldBytes % PIECE_BYTES));
    yield all.subarray(0, heldBytes - rest.length);
    held = rest.length === 0 ? [] : [rest];
    heldBytes = rest.length;
  }
  const [first] = held;
  if (first !== undefined) yield held.length === 1 ? first : Buffer.concat(held);
}
