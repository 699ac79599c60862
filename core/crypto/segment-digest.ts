import { createHash } from 'node:crypto';
import { Crc64 } from './crc64.ts';

export interface SegmentDigests {
  readonly bytes: number;
  /** Lower-case hex. */
  readonly md5: string;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Unsigned decimal. */
  readonly crc64: string;
}

/** All that is ever asked of a ciphertext, in one pass over it. */
export class SegmentDigest {
  readonly #md5 = createHash('md5');
  readonly #sha256 = createHash('sha256');
  readonly #crc64 = new Crc64();
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  update(chunk: Uint8Array): void {
    this.#md5.update(chunk);
    this.#sha256.update(chunk);
    this.#crc64.update(chunk);
    this.#bytes += chunk.length;
  }

  /** Once: the hashes are closed by it. */
  finish(): SegmentDigests {
    return {
      bytes: this.#bytes,
      md5: this.#md5.digest('hex'),
      sha256: this.#sha256.digest('hex'),
      crc64: this.#crc64.digest(),
    };
  }
}
