const BLOCK_BYTES = 16;

export interface CipherRange {
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
