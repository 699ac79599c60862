import { base64url } from 'jose';
import { verifiedByOneOf } from '../crypto/compact-jws.ts';
import { verifyCheckpoint } from '../crypto/server-statements.ts';
import { statementHash } from '../crypto/statement.ts';
import type { Checkpoint } from '../protocol/checkpoint.ts';
import type { Ed25519Jwk } from '../protocol/primitives.ts';
import { hashLeaf } from './checkpoint-leaves.ts';
import { type Finding, type FindingSubject, finding } from './finding.ts';
import { isIncluded, MerkleTree } from './merkle.ts';
import { isConsistent } from './merkle-consistency.ts';
import type { PackageCheckpoints } from './package-documents.ts';

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
 * The server's hourly commitments: signed, and of one history. Neighbours of consecutive hours point at
 * each other; and of any two, however far apart, RFC 6962 proves that the earlier one, with all before
 * it, is in the history that the later one states. Once a new key has signed, an older one signs no
 * more: whoever has stolen that can't go on with the chain.
 */
export async function checkCheckpoints(
  document: Pick<PackageCheckpoints, 'checkpoints' | 'history'>,
  serverKeys: readonly Ed25519Jwk[],
): Promise<CheckpointsCheck> {
  const checkpoints = new Map<number, CheckedCheckpoint>();
  const findings: Finding[] = [];
  const steps = new Set(document.history);
  let before: CheckedCheckpoint | undefined;
  for (const [at, jws] of document.checkpoints.entries()) {
    const checked = await verifiedByOneOf(serverKeys, (key) => verifyCheckpoint(jws, key));
    if (checked === null) {
      const number = (before?.checkpoint.number ?? at - 1) + 1;
      findings.push(finding('checkpoint-signature', aboutCheckpoint(number)));
      before = undefined;
      continue;
    }
    const one = { checkpoint: checked.value, jws, hash: statementHash(jws), key: checked.key };
    const { number } = one.checkpoint;
    if (before === undefined) findings.push(...checkBeginning(one));
    else {
      const from = before.checkpoint.number;
      const step = document.history.find((each) => each.from === from && each.to === number);
      if (step !== undefined) steps.delete(step);
      findings.push(...checkNeighbours(before, one, step));
    }
    checkpoints.set(number, one);
    before = one;
  }
  for (const { from, to } of steps) {
    findings.push(finding('history-differs', aboutCheckpoint(to), { before: from }));
  }
  return { checkpoints, findings };
}

function aboutCheckpoint(number: number): FindingSubject {
  return { kind: 'checkpoint', number };
}

const NOTHING_BEFORE = base64url.encode(new MerkleTree().root());

/** The first checkpoint of all has no history; that of another one is looked at with its neighbour. */
function checkBeginning({ checkpoint }: CheckedCheckpoint): Finding[] {
  const isFirst = checkpoint.v === 2 && checkpoint.number === 0;
  if (!isFirst || checkpoint.history === NOTHING_BEFORE) return [];
  return [finding('history-differs', aboutCheckpoint(0), { before: 0 })];
}

type Step = PackageCheckpoints['history'][number];

function checkNeighbours(
  before: CheckedCheckpoint,
  next: CheckedCheckpoint,
  step: Step | undefined,
): Finding[] {
  const about = aboutCheckpoint(next.checkpoint.number);
  const findings: Finding[] = [];
  if (!follows(next.checkpoint, before)) findings.push(finding('checkpoint-link', about));
  if (next.key < before.key) findings.push(finding('checkpoint-old-key', about));
  if (!isOneHistory(before, next.checkpoint, step)) {
    const params = { before: before.checkpoint.number };
    findings.push(finding('history-differs', about, params));
  }
  if (!continuesAudit(next.checkpoint, before.checkpoint)) {
    findings.push(finding('audit-shortened', about, { before: before.checkpoint.number }));
  }
  return findings;
}

/** Those of consecutive hours are linked. Where some are left out, the proof of one history has to do. */
function follows(next: Checkpoint, { checkpoint: before, hash }: CheckedCheckpoint): boolean {
  if (next.v < before.v) return false;
  if (next.number > before.number + 1) return before.v === 2 && next.from >= before.to;
  return next.number === before.number + 1 && next.prev === hash && next.from === before.to;
}

/** That the hash of the one before is in the history of the next; and so is all that was before it. */
function isOneHistory(
  { checkpoint: before, hash }: CheckedCheckpoint,
  next: Checkpoint,
  step: Step | undefined,
): boolean {
  if (before.v === 1 || next.v === 1) return step === undefined;
  if (step === undefined) return false;
  const root = base64url.decode(next.history);
  const [inclusion, consistency] = [step.inclusion, step.consistency].map((path) =>
    path.map((digest) => base64url.decode(digest)),
  );
  const place = { index: before.number, size: next.number, path: inclusion ?? [] };
  const earlier = { size: before.number, root: base64url.decode(before.history) };
  const later = { size: next.number, root };
  return (
    isIncluded(hashLeaf(base64url.decode(hash)), place, root) &&
    isConsistent(earlier, later, consistency ?? [])
  );
}

/** Nothing is missing between the audit entries of one hour and those of the next, and none is there twice. */
function continuesAudit(next: Checkpoint, before: Checkpoint): boolean {
  if (before.v === 1 || next.v === 1) return true;
  const first = next.audit.seq - next.audit.entries;
  return next.number === before.number + 1 ? first === before.audit.seq : first >= before.audit.seq;
}
