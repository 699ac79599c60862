import { hash } from 'node:crypto';
import { PIECE_BYTES } from '@workcompanion/core/crypto/pieces-of';
import { AppError, isAppError } from '@workcompanion/core/errors';
import type { BlobReader, ByteRange } from '@workcompanion/core/storage/blob-store';
import type { segments } from '@workcompanion/db/schema/segments';
import type { UserContext } from '../../auth/user-context.ts';
import { type CiphertextWish, openCiphertext } from '../open-ciphertext.ts';
import { noteDamage } from './note-damage.ts';

type Segment = typeof segments.$inferSelect;

const DIGEST_BYTES = 32;

/**
 * The ciphertext of a segment, or a range of it, of which nobody gets the end unless it is what the
 * device signed. A whole one is hashed while it is read, and throws at its end. Of a range it must be
 * known what each of its pieces hashes to: the first one therefore costs a read of the whole, as does
 * what lately proved to be damaged. Throws as `openCiphertext`.
 */
export async function openProved(
  ctx: UserContext,
  segment: Segment,
  { range, signal }: CiphertextWish,
): Promise<BlobReader> {
  if (range === undefined && !ctx.proofs.isDoubted(segment.id)) {
    return hashedWhole(ctx, segment, await openCiphertext(ctx, segment, { signal }));
  }
  const digests = ctx.proofs.pieceDigestsOf(segment.sha256) ?? (await prove(ctx, segment, signal));
  const wanted = range ?? { start: 0, end: segment.bytes };
  const pieces = piecesAround(wanted, segment.bytes);
  const reader = await openCiphertext(ctx, segment, { range: pieces, signal });
  const proof = { digests, first: pieces.start / PIECE_BYTES };
  const chunks = () => cut(hashedPieces(ctx, segment, { reader, proof }), { pieces, wanted });
  // The pieces are halves of what the file gave: they are not taken back.
  return { size: reader.size, chunks, close: () => reader.close() };
}

/**
 * Each piece is hashed by another thread while it is used; two at most wait for that. The last one brings
 * the digest, so that it is made while the piece is decrypted.
 */
function hashedWhole(ctx: UserContext, segment: Segment, reader: BlobReader): BlobReader {
  const sha256 = ctx.digests.begin();
  let hashing: Promise<string | null> = Promise.resolve(null);
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
          hashing = left === 0 ? sha256.digest(chunk) : sha256.update(chunk);
          hashing.catch(ignore);
          yield chunk;
          await before;
        }
        if (left !== 0 || (await hashing) !== segment.sha256) throw isAnother(segment);
      } catch (error) {
        throw await toldError(ctx, segment, error);
      } finally {
        sha256.end();
      }
    },
  };
}

function ignore(): void {}

/** Reads the whole, and keeps what its pieces hash to. */
async function prove(ctx: UserContext, segment: Segment, signal: AbortSignal): Promise<Buffer> {
  try {
    return await readDigests(ctx, segment, signal);
  } catch (error) {
    // A copy of what is in the archive too: from now on it is passed over.
    if (!isAppError(error, 'footage-lost') || segment.state === 'hot') throw error;
    return await readDigests(ctx, segment, signal);
  }
}

async function readDigests(
  ctx: UserContext,
  segment: Segment,
  signal: AbortSignal,
): Promise<Buffer> {
  const reader = await openCiphertext(ctx, segment, { signal });
  try {
    const digests: Buffer[] = [];
    for await (const piece of exactPieces(hashedWhole(ctx, segment, reader).chunks())) {
      signal.throwIfAborted();
      digests.push(hash('sha256', piece, 'buffer'));
    }
    const all = Buffer.concat(digests);
    ctx.proofs.prove(segment.sha256, all);
    return all;
  } finally {
    await reader.close();
  }
}

interface PiecesProof {
  readonly digests: Buffer;
  /** The number of the first piece that is read. */
  readonly first: number;
}

async function* hashedPieces(
  ctx: UserContext,
  segment: Segment,
  { reader, proof }: { readonly reader: BlobReader; readonly proof: PiecesProof },
): AsyncGenerator<Uint8Array> {
  let at = proof.first * DIGEST_BYTES;
  try {
    for await (const piece of exactPieces(reader.chunks())) {
      const expected = proof.digests.subarray(at, at + DIGEST_BYTES);
      if (!hash('sha256', piece, 'buffer').equals(expected)) throw isAnother(segment);
      at += DIGEST_BYTES;
      yield piece;
    }
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

function isAnother({ id }: Segment): AppError {
  return new AppError('digest-mismatch', `The bytes of segment ${id} are not those of its device.`);
}

/** A file that ends early while it is read was cut. */
async function toldError(ctx: UserContext, segment: Segment, error: unknown): Promise<unknown> {
  if (!isAppError(error, 'digest-mismatch') && !isAppError(error, 'blob-missing')) return error;
  await noteDamage(ctx, segment, null);
  return new AppError('footage-lost', `The bytes of segment ${segment.id} are damaged.`, {
    cause: error,
  });
}

/** The same bytes in pieces of `PIECE_BYTES`, but for the last. A file comes so already, uncopied. */
async function* exactPieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of source) {
    let rest = chunk;
    while (heldBytes + rest.length >= PIECE_BYTES) {
      const head = rest.subarray(0, PIECE_BYTES - heldBytes);
      rest = rest.subarray(head.length);
      yield held.length === 0 ? head : Buffer.concat([...held, head]);
      held = [];
      heldBytes = 0;
    }
    if (rest.length > 0) held.push(rest);
    heldBytes += rest.length;
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}
