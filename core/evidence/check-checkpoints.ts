import { base64url } from 'jose';
import type { Certificate } from 'pkijs';
import { verifiedByOneOf } from '../crypto/compact-jws.ts';
import { verifyCheckpoint } from '../crypto/server-statements.ts';
import { statementHash } from '../crypto/statement.ts';
import type { Checkpoint, CheckpointTimestamp } from '../protocol/checkpoint.ts';
import type { Ed25519Jwk } from '../protocol/primitives.ts';
import type { Receipt } from '../protocol/receipt.ts';
import type { CheckedJournal, CheckedStatement } from './checked-statement.ts';
import { ABOUT_PACKAGE, aboutStatement, type Finding, finding } from './finding.ts';
import { isIncluded, leafHash } from './merkle.ts';
import type { PackageCheckpoints } from './package-documents.ts';
import { type TimestampVerdict, verifyTimestamp } from './timestamp.ts';

export interface CheckedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly jws: string;
  /** SHA-256 of the compact form, base64url. */
  readonly hash: string;
  /** Which of the server's keys, in the manifest's order. */
  readonly key: number;
}

export interface CheckpointsCheck {
  readonly checkpoints: ReadonlyMap<number, CheckedCheckpoint>;
  readonly findings: readonly Finding[];
}

/**
 * The server's hourly commitments: signed, and each pointing at the one before. Once a new key has
 * signed, an older one signs no more: whoever has stolen that can't go on with the chain.
 */
export async function checkCheckpoints(
  compact: readonly string[],
  serverKeys: readonly Ed25519Jwk[],
): Promise<CheckpointsCheck> {
  const checkpoints = new Map<number, CheckedCheckpoint>();
  const findings: Finding[] = [];
  let before: CheckedCheckpoint | undefined;
  for (const [at, jws] of compact.entries()) {
    const checked = await verifiedByOneOf(serverKeys, (key) => verifyCheckpoint(jws, key));
    if (checked === null) {
      const number = (before?.checkpoint.number ?? at - 1) + 1;
      findings.push(finding('checkpoint-signature', { kind: 'checkpoint', number }));
      before = undefined;
      continue;
    }
    const one = { checkpoint: checked.value, jws, hash: statementHash(jws), key: checked.key };
    const about = { kind: 'checkpoint', number: one.checkpoint.number } as const;
    if (before !== undefined && !follows(one.checkpoint, before)) {
      findings.push(finding('checkpoint-link', about));
    }
    if (before !== undefined && one.key < before.key) {
      findings.push(finding('checkpoint-old-key', about));
    }
    checkpoints.set(one.checkpoint.number, one);
    before = one;
  }
  return { checkpoints, findings };
}

function follows(next: Checkpoint, before: CheckedCheckpoint): boolean {
  return (
    next.number === before.checkpoint.number + 1 &&
    next.prev === before.hash &&
    next.from === before.checkpoint.to
  );
}

type Proof = PackageCheckpoints['proofs'][number];

interface Inclusion {
  readonly journals: readonly CheckedJournal[];
  readonly receipts: ReadonlyMap<string, Receipt>;
  readonly checkpoints: ReadonlyMap<number, CheckedCheckpoint>;
  readonly proofs: readonly Proof[];
  /** Computers of whose entries some are named already: whether a proof is of one of them, nobody knows. */
  readonly broken: ReadonlySet<string>;
}

/**
 * Whether each statement is in the tree of the hour in which it was received. Every proof is checked,
 * also those of earlier entries; and each is of an entry that is here.
 */
export function checkInclusion(of: Inclusion): Finding[] {
  const known = new Set(of.journals.map(({ device }) => device.device));
  const strays = of.proofs
    .filter(({ device }) => !known.has(device))
    .map(({ device, index }) => finding('inclusion-stray', aboutStatement(device, index)));
  return [...of.journals.flatMap((journal) => inclusionOf(journal, of)), ...strays];
}

function inclusionOf({ device: of, stretch, context }: CheckedJournal, all: Inclusion): Finding[] {
  const { device, hostname: host } = of;
  const entries = new Map([...context, ...stretch].map((one) => [one.statement.index, one]));
  const findings: Finding[] = [];
  const proven = new Set<number>();
  for (const proof of all.proofs.filter((one) => one.device === device)) {
    const about = aboutStatement(device, proof.index);
    const entry = entries.get(proof.index);
    const committed = all.checkpoints.get(proof.checkpoint);
    if (entry === undefined && !all.broken.has(device)) {
      findings.push(finding('inclusion-stray', about));
    }
    // A checkpoint whose signature is wrong has been named for that.
    if (entry === undefined || committed === undefined) continue;
    const { checkpoint } = committed;
    const params = { checkpoint: checkpoint.number };
    if (!isProven(entry, proof, checkpoint)) {
      findings.push(finding('inclusion-invalid', about, params));
    } else if (!isOfHour(all.receipts.get(entry.hash), checkpoint)) {
      findings.push(finding('inclusion-misplaced', about, params));
    } else proven.add(proof.index);
  }
  const wrong = new Set(
    findings.map(({ subject }) => (subject.kind === 'statement' ? subject.index : -1)),
  );
  const count = stretch.length;
  const missing = stretch
    .map(({ statement }) => statement.index)
    .filter((index) => !proven.has(index) && !wrong.has(index)).length;
  const about = { kind: 'device', device } as const;
  if (missing > 0) {
    findings.push(finding('statements-uncommitted', about, { host, count: missing, of: count }));
  } else if (findings.length === 0 && count > 0) {
    findings.push(finding('statements-committed', about, { host, count }));
  }
  return findings;
}

function isProven(
  { jws }: CheckedStatement,
  proof: Proof,
  { statements, root }: Checkpoint,
): boolean {
  const at = {
    index: proof.leaf,
    size: statements,
    path: proof.path.map((digest) => base64url.decode(digest)),
  };
  return isIncluded(leafHash(new TextEncoder().encode(jws)), at, base64url.decode(root));
}

/** A receipt that is not there has its own finding. */
function isOfHour(receipt: Receipt | undefined, { from, to }: Checkpoint): boolean {
  if (receipt === undefined) return true;
  return from <= receipt.receivedAt && receipt.receivedAt < to;
}

/** A checkpoint that an authority of the reader's has stamped. */
export interface VouchedStamp {
  readonly checkpoint: number;
  readonly at: number;
  readonly authority: string;
}

export interface TimestampsCheck {
  readonly vouched: readonly VouchedStamp[];
  readonly findings: readonly Finding[];
}

/** Whether time-stamp authorities (RFC 3161) have seen the checkpoints, and when; `roots` are the reader's. */
export async function checkTimestamps(
  timestamps: readonly CheckpointTimestamp[],
  checkpoints: ReadonlyMap<number, CheckedCheckpoint>,
  roots: readonly Certificate[],
): Promise<TimestampsCheck> {
  const vouched: VouchedStamp[] = [];
  const findings: Finding[] = [];
  if (timestamps.length === 0) findings.push(finding('timestamp-none', ABOUT_PACKAGE));
  for (const timestamp of timestamps) {
    const { checkpoint: number } = timestamp;
    const about = { kind: 'checkpoint', number } as const;
    const verdict = await verdictOn(timestamp, checkpoints.get(number), roots);
    if (!verdict.ok) {
      findings.push(finding('timestamp-invalid', about, { problem: verdict.problem }));
      continue;
    }
    const { at, authority, trusted } = verdict;
    const code = trusted === true ? 'timestamp-valid' : 'timestamp-unvouched';
    findings.push(finding(code, about, { at, authority }));
    if (trusted === true) vouched.push({ checkpoint: number, at, authority });
  }
  return { vouched, findings };
}

async function verdictOn(
  { token }: CheckpointTimestamp,
  stamped: CheckedCheckpoint | undefined,
  roots: readonly Certificate[],
): Promise<TimestampVerdict> {
  if (stamped === undefined) return { ok: false, problem: 'other-data' };
  const bytes = Uint8Array.from(atob(token), (character) => character.charCodeAt(0));
  return verifyTimestamp(bytes, new TextEncoder().encode(stamped.jws), roots);
}
