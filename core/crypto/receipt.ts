import type { Ed25519Jwk } from '../protocol/primitives.ts';
import { Receipt } from '../protocol/statement.ts';
import { type JwsKind, readCompact, signCompact, verifyCompact } from './compact-jws.ts';
import type { Ed25519PrivateJwk } from './key-pair.ts';

const RECEIPT: JwsKind<Receipt> = { typ: 'wc-receipt+jws', payload: Receipt };

/** The server's answer to one statement, as a compact JWS signed by the server. */
export function signReceipt(receipt: Receipt, privateKey: Ed25519PrivateJwk): Promise<string> {
  return signCompact(RECEIPT, receipt, privateKey);
}

/** Parses without a signature check. Throws `statement-invalid`. */
export function readReceipt(jws: string): Receipt {
  return readCompact(RECEIPT, jws);
}

/** Throws `signature-invalid` or `statement-invalid`. */
export function verifyReceipt(jws: string, publicKey: Ed25519Jwk): Promise<Receipt> {
  return verifyCompact(RECEIPT, jws, publicKey);
}
