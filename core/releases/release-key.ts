import { createPublicKey, type KeyObject } from 'node:crypto';
import { AppError } from '../errors.ts';

const COORDINATE_BYTES = 32;

/**
 * A public key as it lies beside the installed recorder: base64 of the point's X and Y. Windows has
 * verified ECDSA P-256 since Vista; Ed25519 only its newest versions do.
 */
export function pointOfReleaseKey(key: KeyObject): string {
  const { x = '', y = '' } = assertP256(key).export({ format: 'jwk' });
  return Buffer.concat([Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString(
    'base64',
  );
}

/** The key of such a line. Throws `release-key-invalid`. */
export function releaseKeyOfPoint(line: string): KeyObject {
  const point = Buffer.from(line.trim(), 'base64');
  if (point.length !== 2 * COORDINATE_BYTES) throw invalid();
  const [x, y] = [point.subarray(0, COORDINATE_BYTES), point.subarray(COORDINATE_BYTES)];
  const key = { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url') };
  try {
    return createPublicKey({ key, format: 'jwk' });
  } catch (cause) {
    throw invalid(cause);
  }
}

/** All public keys of a PEM file: two, while a company changes from one to the next. */
export function releaseKeysOfPem(pem: string): KeyObject[] {
  const blocks = pem.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? [];
  if (blocks.length === 0) throw invalid();
  return blocks.map((block) => {
    try {
      return assertP256(createPublicKey(block));
    } catch (cause) {
      throw invalid(cause);
    }
  });
}

function assertP256(key: KeyObject): KeyObject {
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw invalid();
  return key;
}

function invalid(cause?: unknown): AppError {
  return new AppError('release-key-invalid', 'A release key is a public key of ECDSA P-256.', {
    cause,
  });
}
