import { JournalHead } from '../protocol/journal-head.ts';
import type { Ed25519Jwk } from '../protocol/primitives.ts';
import { type JwsKind, signCompact, verifyCompact } from './compact-jws.ts';
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
