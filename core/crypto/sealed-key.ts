import { CompactEncrypt, compactDecrypt } from 'jose';
import { AppError } from '../errors.ts';
import type { X25519Jwk } from '../protocol/primitives.ts';
import type { X25519PrivateJwk } from './key-pair.ts';

const DATA_KEY_BYTES = 16;
const KEY_AGREEMENT = 'ECDH-ES';
const ENCRYPTION = 'A256GCM';

/** Encrypts a data key so that only the server can open it (JWE, RFC 7516 and 8037). */
export function sealKey(key: Buffer, to: X25519Jwk): Promise<string> {
  if (key.length !== DATA_KEY_BYTES) throw new RangeError('a data key has 16 bytes');
  return new CompactEncrypt(key)
    .setProtectedHeader({ alg: KEY_AGREEMENT, enc: ENCRYPTION, kid: to.kid })
    .encrypt(to);
}

/** Throws `statement-invalid` when it was sealed to another key, is damaged, or holds no data key. */
export async function openSealedKey(jwe: string, privateKey: X25519PrivateJwk): Promise<Buffer> {
  const key = await decrypt(jwe, privateKey);
  if (key.length !== DATA_KEY_BYTES) {
    throw new AppError('statement-invalid', 'the sealed key does not hold 16 bytes');
  }
  return key;
}

async function decrypt(jwe: string, privateKey: X25519PrivateJwk): Promise<Buffer> {
  try {
    const { plaintext } = await compactDecrypt(jwe, privateKey, {
      keyManagementAlgorithms: [KEY_AGREEMENT],
      contentEncryptionAlgorithms: [ENCRYPTION],
    });
    return Buffer.from(plaintext);
  } catch (cause) {
    throw new AppError('statement-invalid', `the sealed key does not open with ${privateKey.kid}`, {
      cause,
    });
  }
}
