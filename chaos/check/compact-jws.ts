import { createHash, createPublicKey, verify } from 'node:crypto';

/** The payload of a compact JWS (RFC 7515), whose signature is not looked at. */
export function payloadOf<T>(jws: string): T {
  return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

/** Whether it is signed by EdDSA (RFC 8037) with the Ed25519 key `x`. */
export function isSignedBy(jws: string, x: string): boolean {
  const [header = '', payload = '', signature = ''] = jws.split('.');
  const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
  if (alg !== 'EdDSA') return false;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const signed = Buffer.from(`${header}.${payload}`, 'ascii');
  return verify(null, signed, key, Buffer.from(signature, 'base64url'));
}

/** What the next entry points back at. */
export function hashOf(jws: string): string {
  return createHash('sha256').update(jws, 'ascii').digest('base64url');
}
