import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { z } from 'zod';
import { Ed25519Jwk, Sha256Base64Url as Octets32, X25519Jwk } from '../protocol/primitives.ts';

/** The secret halves (RFC 8037): `d` is the 32-byte private key. Never logged, never sent. */
export const Ed25519PrivateJwk = Ed25519Jwk.extend({ d: Octets32 });
export type Ed25519PrivateJwk = z.infer<typeof Ed25519PrivateJwk>;
export const X25519PrivateJwk = X25519Jwk.extend({ d: Octets32 });
export type X25519PrivateJwk = z.infer<typeof X25519PrivateJwk>;

/** A device's or the server's key to sign with (EdDSA). */
export async function generateSigningKeyPair(): Promise<{
  publicKey: Ed25519Jwk;
  privateKey: Ed25519PrivateJwk;
}> {
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  const privateKey = Ed25519PrivateJwk.parse(await exportJWK(pair.privateKey));
  return { publicKey: Ed25519Jwk.parse(privateKey), privateKey };
}

/** The server's key that offline data keys are sealed to. `kid` names it in each sealed key. */
export async function generateSealingKeyPair(kid: string): Promise<{
  publicKey: X25519Jwk;
  privateKey: X25519PrivateJwk;
}> {
  const pair = await generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true });
  const privateKey = X25519PrivateJwk.parse({ ...(await exportJWK(pair.privateKey)), kid });
  return { publicKey: X25519Jwk.parse(privateKey), privateKey };
}

/** RFC 7638, SHA-256, base64url: how a person or a statement names a key. */
export function keyThumbprint({ kty, crv, x }: Ed25519Jwk): Promise<string> {
  return calculateJwkThumbprint({ kty, crv, x }, 'sha256');
}
