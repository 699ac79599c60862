import { base64url } from 'jose';
import type { Checkpoint } from '../protocol/checkpoint.ts';
import type { Receipt } from '../protocol/receipt.ts';
import type { CheckedCheckpoint } from './check-checkpoints.ts';
import type { CheckedJournal, CheckedStatement } from './checked-statement.ts';
import { statementLeaf } from './checkpoint-leaves.ts';
import { aboutStatement, type Finding, finding } from './finding.ts';
import { isIncluded } from './merkle.ts';
import type { PackageCheckpoints } from './package-documents.ts';

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
  let areReceiptsTold = false;
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
    } else {
      proven.add(proof.index);
      areReceiptsTold ||= checkpoint.v === 1;
    }
  }
  const wrong = new Set(
    findings.map(({ subject }) => (subject.kind === 'statement' ? subject.index : -1)),
  );
  const count = stretch.length;
  const missing = stretch
    .map(({ statement }) => statement.index)
    .filter((index) => !proven.has(index) && !wrong.has(index)).length;
  const about = { kind: 'device', device } as const;
  if (areReceiptsTold) findings.push(finding('receipts-told', about, { host }));
  if (missing > 0) {
    findings.push(finding('statements-uncommitted', about, { host, count: missing, of: count }));
  } else if (wrong.size === 0 && count > 0) {
    findings.push(finding('statements-committed', about, { host, count }));
  }
  return findings;
}

function isProven(
  { jws: statement, receipt }: CheckedStatement,
  proof: Proof,
  { v, statements, root }: Checkpoint,
): boolean {
  const at = {
    index: proof.leaf,
    size: statements,
    path: proof.path.map((digest) => base64url.decode(digest)),
  };
  return isIncluded(statementLeaf({ statement, receipt }, v), at, base64url.decode(root));
}

/** A receipt that is not there has its own finding. */
function isOfHour(receipt: Receipt | undefined, { from, to }: Checkpoint): boolean {
  if (receipt === undefined) return true;
  return from <= receipt.receivedAt && receipt.receivedAt < to;
}
