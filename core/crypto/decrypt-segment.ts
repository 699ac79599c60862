import { createDecipheriv } from 'node:crypto';
import { AppError } from '../errors.ts';
import { contentBytes } from './plain-size.ts';

/** Large enough that the calls cost nothing, small enough for many viewers (measured optimum). */
export const PIECE_BYTES = 256 * 1024;

export interface SegmentKey {
  /** The 16 bytes of the AES-128 data key. */
  readonly key: Uint8Array;
  /** The 16 bytes of the segment's initialisation vector. */
  readonly iv: Uint8Array;
}

/** At least the 187 bytes that the end of a torn segment may lose, and the 16 of a whole one. */
const HELD_BYTES = 192;

/**
 * The plain MPEG-TS of a whole segment, in pieces of at most 256 KiB; memory stays at two of them.
 * Padding is removed. A segment torn by a power loss ends at its last whole packet instead of
 * failing, since CBC proves nothing: whoever needs proof checks the signed SHA-256. What of the source
 * is decrypted goes back by `recycle`.
 */
export async function* decryptSegment(
  source: AsyncIterable<Uint8Array>,
  { key, iv }: SegmentKey,
  recycle: (chunk: Uint8Array) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const decipher = createDecipheriv('aes-128-cbc', key, iv).setAutoPadding(false);
  const held = new HeldPieces();
  for await (const chunk of source) {
    for (const piece of piecesOf(chunk)) {
      held.push(decipher.update(piece));
      yield* held.beyond(HELD_BYTES);
    }
    recycle(chunk);
  }
  yield* held.content();
}

/** The last pieces wait here, uncopied, until it is known how the segment ends. */
class HeldPieces {
  #pieces: Uint8Array[] = [];
  #heldBytes = 0;
  #plainBytes = 0;

  push(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.#heldBytes += piece.length;
    this.#plainBytes += piece.length;
  }

  *beyond(keepBytes: number): Generator<Uint8Array> {
    for (;;) {
      const first = this.#pieces[0];
      if (first === undefined || this.#heldBytes - first.length < keepBytes) return;
      this.#pieces.shift();
      this.#heldBytes -= first.length;
      yield first;
    }
  }

  *content(): Generator<Uint8Array> {
    const lastBlock = this.#pieces.at(-1)?.subarray(-16) ?? new Uint8Array();
    let left = this.#heldBytes - this.#plainBytes + contentBytes(this.#plainBytes, lastBlock);
    for (const piece of this.#pieces) {
      if (left <= 0) return;
      const wanted = piece.length <= left ? piece : piece.subarray(0, left);
      // Before it is given away, since its reader may free it.
      left -= wanted.length;
      yield wanted;
    }
  }
}

/**
 * The plain bytes of a range; `source` is what `range.read` names. Gives exactly `range.length`
 * bytes, or throws `blob-missing` when the source ends before.
 */
export async function* decryptRange(
  source: AsyncIterable<Uint8Array>,
  range: Pick<CipherRange, 'skip' | 'length'>,
  { key, iv }: SegmentKey,
): AsyncGenerator<Uint8Array> {
  const decipher = createDecipheriv('aes-128-cbc', key, iv).setAutoPadding(false);
  let { skip, length: left } = range;
  for await (const chunk of source) {
    for (const piece of piecesOf(chunk)) {
      const plain = decipher.update(piece);
      const wanted = plain.subarray(skip, skip + left);
      skip = Math.max(0, skip - plain.length);
      left -= wanted.length;
      if (wanted.length > 0) yield wanted;
    }
    if (left === 0) return;
  }
  if (left > 0) throw new AppError('blob-missing', `the ciphertext lacks ${left} bytes of a range`);
}

const BLOCK_BYTES = 16;

interface CipherRange {
  /** What to read of the ciphertext: whole blocks, `end` exclusive. */
  readonly read: { readonly start: number; readonly end: number };
  /** How much of the decrypted text comes before the range. */
  readonly skip: number;
  readonly length: number;
}

/**
 * Which ciphertext holds the plain bytes from `start` to `end` (exclusive, at most the plain size).
 * In CBC each block needs the one before it, its IV: the range therefore begins a block early, and
 * that block's own (wrong) plain text is skipped.
 */
export function cipherRange(plain: {
  readonly start: number;
  readonly end: number;
  readonly cipherBytes: number;
}): CipherRange {
  const { start, end, cipherBytes } = plain;
  if (!(start >= 0 && start < end && end <= cipherBytes)) {
    throw new RangeError(`no range of the segment: ${start} to ${end} of ${cipherBytes}`);
  }
  const readStart = Math.max(0, Math.floor(start / BLOCK_BYTES) - 1) * BLOCK_BYTES;
  const readEnd = Math.min(Math.ceil(end / BLOCK_BYTES) * BLOCK_BYTES, cipherBytes);
  return { read: { start: readStart, end: readEnd }, skip: start - readStart, length: end - start };
}

/** Views of `chunk`, none above `PIECE_BYTES`. */
export function* piecesOf(chunk: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
    yield chunk.subarray(at, at + PIECE_BYTES);
  }
}
