import { readCheckpoint, verifyCheckpoint } from '@workcompanion/core/crypto/server-statements';
import { isAppError } from '@workcompanion/core/errors';
import type { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import { asc, gt } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { signingKeys } from '../keys/signing-keys.ts';
import { auditEntries } from '../schema/audit-entries.ts';
import { checkpoints } from '../schema/checkpoints.ts';
import { AUDIT_GENESIS, type AuditEntryRow, hashAuditEntry } from './hash-audit-entry.ts';

export type AuditChainVerdict =
  /** `head` noted elsewhere proves later that nothing was cut off at the end. */
  | { readonly ok: true; readonly count: number; readonly head: Buffer }
  | { readonly ok: false; readonly seq: number; readonly problem: AuditProblem }
  | {
      readonly ok: false;
      readonly seq: number;
      readonly problem: 'departs' | 'checkpoint-altered';
      readonly checkpoint: number;
    };

/** A number left out, an entry that does not follow its predecessor, or one that was changed. */
export type AuditProblem = 'missing' | 'unlinked' | 'altered';

const PAGE = 1_000;

/**
 * Reads the whole chain page by page and says where it breaks first. Who may write to the database as
 * they like can hash it all anew: so it must also pass through each head that a checkpoint has stated
 * (`departs`: it does not), and those must be as the server signed them.
 */
export async function verifyAuditChain(db: Db | Tx): Promise<AuditChainVerdict> {
  const stated = await statedHeads(db);
  let seq = 0;
  let head: Buffer = AUDIT_GENESIS;
  for await (const entry of allEntries(db)) {
    const problem = problemOf(entry, seq + 1, head);
    if (problem) return { ok: false, seq: seq + 1, problem };
    seq = entry.seq;
    head = entry.hash;
    for (const { checkpoint, hash } of stated.get(seq) ?? []) {
      if (hash === null) return { ok: false, seq, problem: 'checkpoint-altered', checkpoint };
      if (!hash.equals(head)) return { ok: false, seq, problem: 'departs', checkpoint };
    }
    stated.delete(seq);
  }
  // What is left was stated of entries that are not there.
  for (const [first] of stated.values()) {
    const { checkpoint, hash } = first;
    const problem = hash === null ? 'checkpoint-altered' : 'departs';
    return { ok: false, seq: seq + 1, problem, checkpoint };
  }
  return { ok: true, count: seq, head };
}

interface StatedHead {
  readonly checkpoint: number;
  /** Null: the server did not sign it. */
  readonly hash: Buffer | null;
}

/** By number of the entry; the same head stated hour by hour is kept once. */
async function statedHeads(db: Db | Tx): Promise<Map<number, [StatedHead, ...StatedHead[]]>> {
  const keys = await signingKeys(db);
  const heads = new Map<number, [StatedHead, ...StatedHead[]]>();
  for await (const { number: checkpoint, jws } of allCheckpoints(db)) {
    const { audit } = readCheckpoint(jws);
    if (audit === undefined || audit.seq === 0) continue;
    const isSigned = await isSignedByOneOf(keys, jws);
    const hash = isSigned ? Buffer.from(audit.hash, 'base64url') : null;
    const known = heads.get(audit.seq);
    if (known === undefined) heads.set(audit.seq, [{ checkpoint, hash }]);
    else if (hash === null || known.every((one) => one.hash?.equals(hash) !== true)) {
      known.push({ checkpoint, hash });
    }
  }
  return heads;
}

async function isSignedByOneOf(keys: readonly Ed25519Jwk[], jws: string): Promise<boolean> {
  for (const key of keys) {
    try {
      await verifyCheckpoint(jws, key);
      return true;
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
  }
  return false;
}

async function* allCheckpoints(db: Db | Tx) {
  let after = -1;
  for (;;) {
    const page = await db
      .select({ number: checkpoints.number, jws: checkpoints.jws })
      .from(checkpoints)
      .where(gt(checkpoints.number, after))
      .orderBy(asc(checkpoints.number))
      .limit(PAGE);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.number;
  }
}

function problemOf(entry: AuditEntryRow, expectedSeq: number, prev: Buffer): AuditProblem | null {
  if (entry.seq !== expectedSeq) return 'missing';
  if (!entry.prev.equals(prev)) return 'unlinked';
  if (!hashAuditEntry(entry).equals(entry.hash)) return 'altered';
  return null;
}

async function* allEntries(db: Db | Tx): AsyncGenerator<AuditEntryRow> {
  let after = 0;
  for (;;) {
    const page = await db
      .select()
      .from(auditEntries)
      .where(gt(auditEntries.seq, after))
      .orderBy(asc(auditEntries.seq))
      .limit(PAGE);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.seq;
  }
}
