import { createCipheriv } from 'node:crypto';

const ALGORITHM = 'aes-128-cbc';
const BLOCK_BYTES = 16;

/**
 * HLS AES-128 (RFC 8216, section 4.3.2.4): AES-128-CBC with PKCS#7, while the segment still grows.
 * Whatever `update` gave so far, followed by `tail()`, is a whole and valid file at every instant:
 * write both at the end of the blocks, and let the next write overwrite the old tail.
 */
export class SegmentEncryptor {
  readonly #key: Buffer;
  readonly #cipher: ReturnType<typeof createCipheriv>;
  /** What the next block is chained to: the last block given out, at first the IV. */
  #chain: Buffer;
  /** Plain bytes, fewer than a block, that wait for the rest of theirs. */
  #rest: Buffer = Buffer.alloc(0);

  constructor(key: Buffer, iv: Buffer) {
    this.#key = key;
    this.#chain = iv;
    this.#cipher = createCipheriv(ALGORITHM, key, iv);
  }

  /** The whole blocks that `plain` completes; may be empty. */
  update(plain: Uint8Array): Buffer {
    const blocks = this.#cipher.update(plain);
    this.#rest = keepRest(this.#rest, plain);
    if (blocks.length > 0) this.#chain = Buffer.from(blocks.subarray(-BLOCK_BYTES));
    return blocks;
  }

  /** The 16 bytes that would close the segment right now; does not close it. */
  tail(): Buffer {
    const cipher = createCipheriv(ALGORITHM, this.#key, this.#chain);
    return Buffer.concat([cipher.update(this.#rest), cipher.final()]);
  }
}

function keepRest(rest: Buffer, plain: Uint8Array): Buffer {
  const size = (rest.length + plain.length) % BLOCK_BYTES;
  if (plain.length >= size) return Buffer.from(plain.subarray(plain.length - size));
  return Buffer.concat([rest.subarray(rest.length + plain.length - size), plain]);
}
