import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '../errors.ts';

/** Layout: nonce 12 | tag 16 | ciphertext. The place of the piece is the AAD. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** How much longer a piece is when it is sealed. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES;
const ALGORITHM = 'aes-128-gcm';

/** What keys are derived from a data key for, each by a label of its own. */
const LABELS = {
  thumbnails: 'workcompanion thumbnails',
  texts: 'workcompanion texts',
  'text-filters': 'workcompanion text filters',
};

/**
 * The key of what is made of a data key's footage. Derived, so that the same key is never used in two
 * modes; to destroy the data key destroys it.
 */
export function pieceKey(dataKey: Uint8Array, use: keyof typeof LABELS): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, '', LABELS[use], 16));
}

/**
 * For what is small enough to be encrypted whole, and so proved whole when it is opened: a thumbnail, an
 * hour's text. `place` names what it shows: a piece that was moved to another place does not open there.
 */
export function sealPiece(key: Buffer, piece: Uint8Array, place: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(place));
  const ciphertext = Buffer.concat([cipher.update(piece), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
}

/** Throws `digest-mismatch` when a byte, the place or the key is another one. */
export function openPiece(key: Buffer, sealed: Uint8Array, place: string): Buffer {
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
  return new AppError('digest-mismatch', `the piece ${place} does not open`, { cause });
}
