import { calculateJwkThumbprint } from 'jose';
import type { Ed25519Jwk } from '../protocol/primitives.ts';

/** RFC 7638, SHA-256, base64url: how a person or a statement names a key. */
export function keyThumbprint({ kty, crv, x }: Ed25519Jwk): Promise<string> {
  return calculateJwkThumbprint({ kty, crv, x }, 'sha256');
}
