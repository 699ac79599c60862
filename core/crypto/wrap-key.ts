import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '../errors.ts';

/** Layout: version 1 | nonce 12 | tag 16 | ciphertext. The version and the context are the AAD. */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES;
const ALGORITHM = 'aes-256-gcm';

/**
 * Encrypts `secret` under the master key (AES-256-GCM). `context` names what it is ("data-key:ID"),
 * so that a wrapped key moved to another row does not open there.
 */
export function wrapKey(masterKey: Buffer, secret: Buffer, context: string): Buffer {
  assertMasterKey(masterKey);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, masterKey, nonce).setAAD(aad(context));
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), ciphertext]);
}

/** Throws `internal` when the master key or the context is another one, or a byte differs. */
export function unwrapKey(masterKey: Buffer, wrapped: Buffer, context: string): Buffer {
  assertMasterKey(masterKey);
  if (wrapped.length < HEAD_BYTES || wrapped[0] !== VERSION) {
    throw new AppError('internal', `the wrapped key of ${context} has an unknown format`);
  }
  const nonce = wrapped.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, masterKey, nonce, { authTagLength: TAG_BYTES })
    .setAAD(aad(context))
    .setAuthTag(wrapped.subarray(1 + NONCE_BYTES, HEAD_BYTES));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(HEAD_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new AppError(
      'internal',
      `the wrapped key of ${context} does not open: another master key, another context, or damage`,
      { cause },
    );
  }
}

function aad(context: string): Buffer {
  return Buffer.concat([Buffer.of(VERSION), Buffer.from(context, 'utf8')]);
}

function assertMasterKey(masterKey: Buffer): void {
  if (masterKey.length !== 32) throw new RangeError('a master key has 32 bytes');
}
