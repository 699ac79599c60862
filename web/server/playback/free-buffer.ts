/**
 * Gives the memory of a large chunk back at once. Left to the garbage collector, what was decrypted
 * piles up to many MB a viewer, and each piece costs fresh pages.
 */
export function freeBuffer({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > POOLED_BYTES) buffer.transfer(0);
}

/** What is smaller may share its memory with others (`Buffer.poolSize`). */
const POOLED_BYTES = 64 * 1024;
