import { type CipherGCM, createCipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { PIECE_BYTES } from '@workcompanion/core/crypto/decrypt-segment';

export const TAG_BYTES = 16;
const NONCE_BYTES = 12;

/**
 * GMAC (NIST SP 800-38D, 3) of the piece with this number. Nobody who lacks the key can make another
 * piece with the same tag, and it takes a tenth of the time of SHA-256. A key is for one segment, since
 * the number is the nonce.
 */
export function tagOfPiece(key: KeyObject, index: number, piece: Uint8Array): Buffer {
  return tagOf(begin(key, index).setAAD(piece));
}

function begin(key: KeyObject, index: number): CipherGCM {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt32BE(index, NONCE_BYTES - 4);
  return createCipheriv('aes-128-gcm', key, nonce);
}

function tagOf(gmac: CipherGCM): Buffer {
  gmac.final();
  return gmac.getAuthTag();
}

/** The tags of the pieces of `PIECE_BYTES` of a stream, however it comes cut. */
export class PieceTags {
  readonly #key: KeyObject;
  readonly #tags: Buffer[] = [];
  #open: CipherGCM | null = null;
  #left = PIECE_BYTES;

  constructor(key: Uint8Array) {
    this.#key = createSecretKey(key);
  }

  update(chunk: Uint8Array): void {
    let rest = chunk;
    while (rest.length > 0) {
      const part = rest.subarray(0, this.#left);
      this.#open ??= begin(this.#key, this.#tags.length);
      this.#open.setAAD(part);
      this.#left -= part.length;
      rest = rest.subarray(part.length);
      if (this.#left === 0) this.#endPiece();
    }
  }

  /** One after the other. Once. */
  finish(): Buffer {
    this.#endPiece();
    return Buffer.concat(this.#tags);
  }

  #endPiece(): void {
    if (this.#open !== null) this.#tags.push(tagOf(this.#open));
    this.#open = null;
    this.#left = PIECE_BYTES;
  }
}
