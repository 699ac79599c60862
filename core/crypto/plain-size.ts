import { createDecipheriv } from 'node:crypto';

const BLOCK_BYTES = 16;
const TS_PACKET_BYTES = 188;

/** How much of a file's end `plainSize` needs: two whole blocks, and the stump of a torn one. */
export const CIPHER_END_BYTES = 48;

export interface CipherFile {
  readonly cipherBytes: number;
  /** The last `CIPHER_END_BYTES` of the file, or all of a shorter one. 32 do for whole blocks. */
  readonly end: Uint8Array;
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
}

/** The size of what `decryptSegment` will give, without decrypting the segment. */
export function plainSize({ cipherBytes, end, key, iv }: CipherFile): number {
  const wholeBytes = cipherBytes - (cipherBytes % BLOCK_BYTES);
  if (wholeBytes === 0) return 0;
  const blocks = end.subarray(0, end.length - (cipherBytes % BLOCK_BYTES));
  if (blocks.length < Math.min(wholeBytes, 2 * BLOCK_BYTES)) throw new RangeError('end too short');
  const chain = wholeBytes === BLOCK_BYTES ? iv : blocks.subarray(-2 * BLOCK_BYTES, -BLOCK_BYTES);
  const decipher = createDecipheriv('aes-128-cbc', key, chain).setAutoPadding(false);
  return contentBytes(wholeBytes, decipher.update(blocks.subarray(-BLOCK_BYTES)));
}

/**
 * How much of `plainBytes` (whole blocks, padding included) is content, told by the last block.
 * PKCS#7 padding is left out. Where there is none, the file was torn by a power loss: then all whole
 * MPEG-TS packets count, since they play.
 */
export function contentBytes(plainBytes: number, lastBlock: Uint8Array): number {
  const padding = pkcs7Bytes(lastBlock);
  return padding === null ? plainBytes - (plainBytes % TS_PACKET_BYTES) : plainBytes - padding;
}

/** RFC 5652, section 6.3: n bytes of the value n, 1 to 16. Null when it is not that. */
function pkcs7Bytes(lastBlock: Uint8Array): number | null {
  const n = lastBlock.at(-1);
  if (n === undefined || n < 1 || n > BLOCK_BYTES) return null;
  return lastBlock.subarray(-n).every((byte) => byte === n) ? n : null;
}
