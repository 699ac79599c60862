import { z } from 'zod';
import { type Ed25519Jwk, Sha256Base64Url } from '../protocol/primitives.ts';
import { type JwsKind, signCompact, verifyCompact } from './compact-jws.ts';
import type { Ed25519PrivateJwk } from './key-pair.ts';

/** That an entry of the audit log, by its number, has this hash; it covers all entries before, too. */
export const AuditSeal = z.object({
  v: z.literal(1),
  seq: z.number().int().min(1),
  hash: Sha256Base64Url,
});
export type AuditSeal = z.infer<typeof AuditSeal>;

const AUDIT_SEAL: JwsKind<AuditSeal> = { typ: 'wc-audit-seal+jws', payload: AuditSeal };

export function signAuditSeal(seal: AuditSeal, privateKey: Ed25519PrivateJwk): Promise<string> {
  return signCompact(AUDIT_SEAL, seal, privateKey);
}

/** Throws `signature-invalid` or `statement-invalid`. */
export function verifyAuditSeal(jws: string, publicKey: Ed25519Jwk): Promise<AuditSeal> {
  return verifyCompact(AUDIT_SEAL, jws, publicKey);
}
