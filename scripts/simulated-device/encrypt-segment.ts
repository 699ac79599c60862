import { createHash, randomBytes } from 'node:crypto';
import { SegmentEncryptor } from '@workcompanion/core/crypto/segment-encryptor';

/** A segment's ciphertext, and what its statement says of it. */
export interface EncryptedSegment {
  readonly ciphertext: Buffer<ArrayBuffer>;
  /** Hexadecimal, as the digests are. */
  readonly iv: string;
  readonly md5: string;
  readonly sha256: string;
}

export function encryptSegment(plain: Buffer, key: Buffer): EncryptedSegment {
  const iv = randomBytes(16);
  const encryptor = new SegmentEncryptor(key, iv);
  const ciphertext = Buffer.concat([encryptor.update(plain), encryptor.tail()]);
  return {
    ciphertext,
    iv: iv.toString('hex'),
    md5: createHash('md5').update(ciphertext).digest('hex'),
    sha256: createHash('sha256').update(ciphertext).digest('hex'),
  };
}
