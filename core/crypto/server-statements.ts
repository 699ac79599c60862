import { z } from 'zod';
import { Checkpoint } from '../protocol/checkpoint.ts';
import { JournalHead } from '../protocol/journal-head.ts';
import { type Ed25519Jwk, Sha256Base64Url } from '../protocol/primitives.ts';
import { Receipt } from '../protocol/receipt.ts';
import { type JwsKind, readCompact, signCompact, verifyCompact } from './compact-jws.ts';
import type { Ed25519PrivateJwk } from './key-pair.ts';

const JOURNAL_HEAD: JwsKind<JournalHead> = { typ: 'wc-journal-head+jws', payload: JournalHead };

/** The server's word on how far it holds a journal, as a compact JWS. */
export function signJournalHead(head: JournalHead, privateKey: Ed25519PrivateJwk): Promise<string> {
  return signCompact(JOURNAL_HEAD, head, privateKey);
}

/** Throws `signature-invalid` or `statement-invalid`. */
export function verifyJournalHead(jws: string, publicKey: Ed25519Jwk): Promise<JournalHead> {
  return verifyCompact(JOURNAL_HEAD, jws, publicKey);
}

const CHECKPOINT: JwsKind<Checkpoint> = { typ: 'wc-checkpoint+jws', payload: Checkpoint };

/** What the server commits to once an hour, as a compact JWS. Its hash is a `statementHash`. */
export function signCheckpoint(
  checkpoint: Checkpoint,
  privateKey: Ed25519PrivateJwk,
): Promise<string> {
  return signCompact(CHECKPOINT, checkpoint, privateKey);
}

/** Parses without a signature check. Throws `statement-invalid`. */
export function readCheckpoint(jws: string): Checkpoint {
  return readCompact(CHECKPOINT, jws);
}

/** Throws `signature-invalid` or `statement-invalid`. */
export function verifyCheckpoint(jws: string, publicKey: Ed25519Jwk): Promise<Checkpoint> {
  return verifyCompact(CHECKPOINT, jws, publicKey);
}

/** That an entry of the audit log, by its number, has this hash; it covers all entries before, too. */
const AuditSeal = z.object({
  v: z.literal(1),
  seq: z.number().int().min(1),
  hash: Sha256Base64Url,
});
type AuditSeal = z.infer<typeof AuditSeal>;

const AUDIT_SEAL: JwsKind<AuditSeal> = { typ: 'wc-audit-seal+jws', payload: AuditSeal };

export function signAuditSeal(seal: AuditSeal, privateKey: Ed25519PrivateJwk): Promise<string> {
  return signCompact(AUDIT_SEAL, seal, privateKey);
}

/** Throws `signature-invalid` or `statement-invalid`. */
export function verifyAuditSeal(jws: string, publicKey: Ed25519Jwk): Promise<AuditSeal> {
  return verifyCompact(AUDIT_SEAL, jws, publicKey);
}

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
