import { createHash } from 'node:crypto';
import type { Ed25519Jwk } from '../protocol/primitives.ts';
import { Statement } from '../protocol/statement.ts';
import { type JwsKind, readCompact, signCompact, verifyCompact } from './compact-jws.ts';
import type { Ed25519PrivateJwk } from './key-pair.ts';

const STATEMENT: JwsKind<Statement> = { typ: 'wc-statement+jws', payload: Statement };

/** One journal entry as a compact JWS (RFC 7515), signed by the device. */
export function signStatement(
  statement: Statement,
  privateKey: Ed25519PrivateJwk,
): Promise<string> {
  return signCompact(STATEMENT, statement, privateKey);
}

/** Parses without a signature check. Throws `statement-invalid`. */
export function readStatement(jws: string): Statement {
  return readCompact(STATEMENT, jws);
}

/** Throws `signature-invalid` or `statement-invalid`. */
export function verifyStatement(jws: string, publicKey: Ed25519Jwk): Promise<Statement> {
  return verifyCompact(STATEMENT, jws, publicKey);
}

/** SHA-256 of the compact form (ASCII), base64url: what the next entry's `prev` holds. */
export function statementHash(jws: string): string {
  return createHash('sha256').update(jws, 'ascii').digest('base64url');
}
