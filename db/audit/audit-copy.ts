import { AuditEntry } from '@workcompanion/core/audit/audit-entry';
import type { Ed25519PrivateJwk } from '@workcompanion/core/crypto/key-pair';
import { signAuditSeal, verifyAuditSeal } from '@workcompanion/core/crypto/server-statements';
import { isAppError } from '@workcompanion/core/errors';
import { type Ed25519Jwk, Sha256Hex } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import {
  AUDIT_GENESIS,
  type AuditEntryRow,
  auditEntryOf,
  hashAuditEntry,
} from './hash-audit-entry.ts';

/** An entry as it is sent to somebody else: all of it, and the server's signature over its hash. */
const CopiedEntry = AuditEntry.extend({ hash: Sha256Hex, seal: z.string() });

/** One line of JSON, whatever a program takes for the end of a line. */
export async function copyOfEntry(
  entry: AuditEntryRow,
  privateKey: Ed25519PrivateJwk,
): Promise<string> {
  const { seq, hash } = entry;
  const seal = await signAuditSeal({ v: 1, seq, hash: hash.toString('base64url') }, privateKey);
  const copy = {
    ...auditEntryOf(entry),
    hash: hash.toString('hex'),
    seal,
  };
  return JSON.stringify(copy)
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
    .replaceAll('\u0085', '\\u0085');
}

export type CopyVerdict =
  | { readonly ok: true; readonly from: number; readonly to: number; readonly head: string }
  | {
      readonly ok: false;
      readonly line: number;
      readonly seq: number;
      readonly problem: CopyProblem;
    };

/** `differs`: an entry that came twice is not the same. `unsealed`: not signed by this key. */
export type CopyProblem =
  | 'unreadable'
  | 'altered'
  | 'missing'
  | 'unlinked'
  | 'differs'
  | 'unsealed';

/**
 * Whether lines of a log that hold copies of entries hold all of a stretch of the audit log, as the
 * server wrote it. What stands before an entry in its line is left out, and so are lines without one;
 * an entry may come twice, as after an outage.
 */
export async function verifyAuditCopy(
  lines: AsyncIterable<string> | Iterable<string>,
  publicKey: Ed25519Jwk,
): Promise<CopyVerdict> {
  const hashes = new Map<number, string>();
  let [number, from, to, head] = [0, 0, 0, ''];
  for await (const line of lines) {
    number += 1;
    const text = /\{"seq":.*\}/.exec(line)?.[0];
    if (text === undefined) continue;
    const broken = (seq: number, problem: CopyProblem) => ({
      ok: false as const,
      line: number,
      seq,
      problem,
    });
    const copy = readCopy(text);
    if (copy === null) return broken(to + 1, 'unreadable');
    const { entry, hash, seal } = copy;
    if (hashAuditEntry(entry).toString('hex') !== hash) return broken(entry.seq, 'altered');
    if (!(await isSealed(seal, { seq: entry.seq, hash }, publicKey))) {
      return broken(entry.seq, 'unsealed');
    }
    const known = hashes.get(entry.seq);
    if (known !== undefined && known !== hash) return broken(entry.seq, 'differs');
    if (known !== undefined) continue;
    if (from === 0) from = entry.seq;
    else if (entry.seq !== to + 1) return broken(to + 1, 'missing');
    const before =
      from === entry.seq && entry.seq > 1 ? null : head || AUDIT_GENESIS.toString('hex');
    if (before !== null && entry.prev.toString('hex') !== before) {
      return broken(entry.seq, 'unlinked');
    }
    hashes.set(entry.seq, hash);
    [to, head] = [entry.seq, hash];
  }
  return { ok: true, from, to, head };
}

function readCopy(text: string) {
  try {
    const { hash, seal, prev, ...facts } = CopiedEntry.parse(JSON.parse(text));
    return { entry: { ...facts, prev: Buffer.from(prev, 'hex') }, hash, seal };
  } catch {
    return null;
  }
}

async function isSealed(
  seal: string,
  { seq, hash }: { readonly seq: number; readonly hash: string },
  publicKey: Ed25519Jwk,
): Promise<boolean> {
  try {
    const stated = await verifyAuditSeal(seal, publicKey);
    return stated.seq === seq && stated.hash === Buffer.from(hash, 'hex').toString('base64url');
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}
