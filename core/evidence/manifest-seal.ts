import { type JwsKind, signCompact, verifyCompact } from '../crypto/compact-jws.ts';
import type { Ed25519PrivateJwk } from '../crypto/key-pair.ts';
import type { Ed25519Jwk } from '../protocol/primitives.ts';
import { ManifestSeal } from './manifest.ts';

const SEAL: JwsKind<ManifestSeal> = { typ: 'wc-manifest+jws', payload: ManifestSeal };

/** What makes `manifest.json` the server's word: a compact JWS over its digest. */
export function signManifestSeal(
  seal: ManifestSeal,
  privateKey: Ed25519PrivateJwk,
): Promise<string> {
  return signCompact(SEAL, seal, privateKey);
}

/** Throws `signature-invalid` or `statement-invalid`. */
export function verifyManifestSeal(jws: string, publicKey: Ed25519Jwk): Promise<ManifestSeal> {
  return verifyCompact(SEAL, jws, publicKey);
}
