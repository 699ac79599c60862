import { createDecipheriv } from 'node:crypto';
import { AppError } from '../errors.ts';
import type { SegmentKey } from './decrypt-segment.ts';
import { piecesOf } from './pieces-of.ts';

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
