import { createHash } from 'node:crypto';

export interface ListedSegment {
  readonly id: string;
  /** Of the ciphertext, lower-case hex: as its statement says. */
  readonly sha256: string;
}

/** SHA-256 (hex) over the lines "ID SHA256\n" in the order of the ids: names a list of any length. */
export class SegmentListHash {
  readonly #hash = createHash('sha256');
  #last = '';

  /** Throws a RangeError out of order: the same list must always have the same hash. */
  add({ id, sha256 }: ListedSegment): void {
    if (id <= this.#last) throw new RangeError(`segment ${id} does not follow ${this.#last}`);
    this.#last = id;
    this.#hash.update(`${id} ${sha256}\n`);
  }

  /** Once: it closes the hash. */
  digest(): string {
    return this.#hash.digest('hex');
  }
}

export function segmentListHash(segments: Iterable<ListedSegment>): string {
  const hash = new SegmentListHash();
  for (const segment of segments) hash.add(segment);
  return hash.digest();
}
