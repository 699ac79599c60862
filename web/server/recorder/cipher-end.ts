import { CIPHER_END_BYTES } from '@workcompanion/core/crypto/plain-size';

/** Keeps the last bytes of a stream: the ciphertext's end tells the size of the plain text. */
export class CipherEnd {
  #bytes: Uint8Array = new Uint8Array();

  push(chunk: Uint8Array): void {
    this.#bytes =
      chunk.length >= CIPHER_END_BYTES
        ? chunk.slice(-CIPHER_END_BYTES)
        : Buffer.concat([this.#bytes, chunk]).subarray(-CIPHER_END_BYTES);
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }
}
