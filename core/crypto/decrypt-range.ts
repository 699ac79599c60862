import { createDecipheriv } from 'node:crypto';
import { AppError } from '../errors.ts';
import type { CipherRange } from './cipher-range.ts';
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
