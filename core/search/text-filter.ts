import { createHmac } from 'node:crypto';

const BITS_AN_NGRAM = 10;
/** All bits of an n-gram lie in one line of a processor's cache, and in one short read of a file. */
export const BLOCK_BYTES = 64;
const BLOCK_BITS = BLOCK_BYTES * 8;
const BITS_SET = 6;

/**
 * A blocked Bloom filter of n-grams, keyed by HMAC-SHA-256: who lacks the key learns how many n-grams
 * there are, and nothing of which.
 */
export function makeTextFilter(key: Uint8Array, ngrams: ReadonlySet<string>): Buffer {
  const blocks = Math.max(1, Math.ceil((ngrams.size * BITS_AN_NGRAM) / BLOCK_BITS));
  const filter = Buffer.alloc(blocks * BLOCK_BYTES);
  for (const ngram of ngrams) {
    const { block, bits } = placeOf(key, ngram, blocks);
    for (const bit of bits) {
      const at = block * BLOCK_BYTES + (bit >> 3);
      filter.writeUInt8(filter.readUInt8(at) | (1 << (bit & 7)), at);
    }
  }
  return filter;
}

/** Reads one block of a filter of so many bytes. */
export interface FilterSource {
  readonly bytes: number;
  readBlock(from: number): Uint8Array;
}

/** False: the text has not all of the n-grams. True: it may have, wrongly about once in a hundred for each. */
export function mayHoldNgrams(
  key: Uint8Array,
  filter: FilterSource,
  ngrams: Iterable<string>,
): boolean {
  const blocks = filter.bytes / BLOCK_BYTES;
  if (blocks < 1 || !Number.isInteger(blocks)) return true;
  for (const ngram of ngrams) {
    const { block, bits } = placeOf(key, ngram, blocks);
    const bytes = filter.readBlock(block * BLOCK_BYTES);
    const isSet = bits.every((bit) => ((bytes[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0);
    if (!isSet) return false;
  }
  return true;
}

function placeOf(key: Uint8Array, ngram: string, blocks: number) {
  const digest = createHmac('sha256', key).update(ngram).digest();
  const bits = Array.from(
    { length: BITS_SET },
    (_, index) => digest.readUInt16BE(4 + 2 * index) % BLOCK_BITS,
  );
  return { block: digest.readUInt32BE(0) % blocks, bits };
}
