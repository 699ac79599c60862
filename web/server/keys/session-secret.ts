import { hkdfSync } from 'node:crypto';

/** The secret of the session cookies, from the master key (HKDF, RFC 5869): nothing more to keep. */
export function sessionSecret(masterKey: Buffer): string {
  const derived = hkdfSync('sha256', masterKey, '', 'workcompanion session cookies v1', 32);
  return Buffer.from(derived).toString('base64url');
}
