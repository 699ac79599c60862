import { Checkpoint } from '../protocol/checkpoint.ts';
import type { Ed25519Jwk } from '../protocol/primitives.ts';
import { type JwsKind, readCompact, signCompact, verifyCompact } from './compact-jws.ts';
import type { Ed25519PrivateJwk } from './key-pair.ts';

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
