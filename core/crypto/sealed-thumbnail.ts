import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '../errors.ts';

/** Layout: nonce 12 | tag 16 | ciphertext. The thumbnail's place is the AAD. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** How much longer a thumbnail is when it is sealed. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES;
const ALGORITHM = 'aes-128-gcm';

/**
 * The key of a data key's thumbnails. Derived, so that the same key is never used in two modes; to
 * destroy the data key destroys it.
 */
export function thumbnailKey(dataKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, '', 'workcompanion thumbnails', 16));
}

/**
 * Small enough to be encrypted whole, and so proved whole when it is opened. `place` names what it
 * shows: a thumbnail that was moved to another place does not open there.
 */
export function sealThumbnail(key: Buffer, thumbnail: Uint8Array, place: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(place));
  const ciphertext = Buffer.concat([cipher.update(thumbnail), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
}

/** Throws `digest-mismatch` when a byte, the place or the key is another one. */
export function openThumbnail(key: Buffer, sealed: Uint8Array, place: string): Buffer {
  if (sealed.length < SEAL_BYTES) throw damaged(place);
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(NONCE_BYTES, SEAL_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(SEAL_BYTES)), decipher.final()]);
  } catch (cause) {
    throw damaged(place, cause);
  }
}

function damaged(place: string, cause?: unknown): AppError {
  return new AppError('digest-mismatch', `the thumbnail ${place} does not open`, { cause });
}
