import { base64url } from 'jose';
import { type AuditEntry, hashAuditEntry } from '../../audit/audit-entry.ts';
import type { generateSigningKeyPair } from '../../crypto/key-pair.ts';
import { signCheckpoint, signReceipt } from '../../crypto/server-statements.ts';
import { readStatement, statementHash } from '../../crypto/statement.ts';
import { CHECKPOINT_GENESIS, type Checkpoint } from '../../protocol/checkpoint.ts';
import { hashLeaf, statementLeaf } from '../checkpoint-leaves.ts';
import { historyStep } from '../history-step.ts';
import { MerkleTree } from '../merkle.ts';
import type { JournalLine, PackageCheckpoints } from '../package-documents.ts';
import { auditTree, CUSTODY_CHECKPOINT, EARLIER_ENTRIES } from './audit-log.ts';
import { HOUR, MIDNIGHT, SECOND } from './record-scene.ts';

export type KeyPair = Awaited<ReturnType<typeof generateSigningKeyPair>>;
type SecondCheckpoint = Extract<Checkpoint, { v: 2 }>;

/** All statements of the scene are received some seconds after it. */
export const RECEIVED_AT = MIDNIGHT + 60 * SECOND;

export async function receiptsFor(
  statements: readonly string[],
  server: KeyPair,
): Promise<JournalLine[]> {
  return Promise.all(
    statements.map(async (statement) => {
      const { device, index } = readStatement(statement);
      const receipt = await signReceipt(
        { v: 1, device, index, statement: statementHash(statement), receivedAt: RECEIVED_AT },
        server.privateKey,
      );
      return { statement, receipt };
    }),
  );
}

const EMPTY = base64url.encode(new MerkleTree().root());

/** The hour before the scene, in which nothing was received. */
export function firstCheckpoint(server: KeyPair): Promise<string> {
  return signCheckpoint(
    {
      v: 2,
      number: 0,
      prev: CHECKPOINT_GENESIS,
      from: MIDNIGHT - 2 * HOUR,
      to: MIDNIGHT - HOUR,
      statements: 0,
      root: EMPTY,
      audit: { seq: 0, hash: CHECKPOINT_GENESIS, entries: 0, root: EMPTY },
      history: EMPTY,
      madeAt: MIDNIGHT - HOUR,
    },
    server.privateKey,
  );
}

/** What a server has committed to besides the statements. */
interface ServerSide {
  /** The checkpoint of number 0. */
  readonly first: string;
  readonly server: KeyPair;
  readonly log: readonly AuditEntry[];
}

/**
 * From five checkpoints the first, the one whose tree holds all statements, and the one whose tree holds
 * the steps of custody; between these two are some of which a package needs nothing.
 */
export async function checkpointsFor(
  lines: readonly JournalLine[],
  { first, server, log }: ServerSide,
): Promise<PackageCheckpoints> {
  const tree = new MerkleTree();
  for (const line of lines) tree.add(statementLeaf(line), true);
  const all = [first];
  const commit = async (facts: Partial<SecondCheckpoint>) => {
    all.push(await signCheckpoint(next(all, facts), server.privateKey));
  };
  const [earlier, later] = [log.slice(0, EARLIER_ENTRIES), log.slice(EARLIER_ENTRIES)];
  await commit({
    from: MIDNIGHT - HOUR,
    statements: tree.size,
    root: base64url.encode(tree.root()),
    audit: auditOf(earlier, earlier),
  });
  while (all.length < CUSTODY_CHECKPOINT) await commit({ audit: auditOf(earlier, []) });
  await commit({ audit: auditOf(log, later) });
  const paths = tree.paths();
  const proofs = lines.map(({ statement }, at) => {
    const { device, index } = readStatement(statement);
    const path = (paths[at]?.path ?? []).map((digest) => base64url.encode(digest));
    return { device, index, checkpoint: 1, leaf: at, path };
  });
  const hashes = all.map((jws) => base64url.decode(statementHash(jws)));
  return {
    checkpoints: [0, 1, CUSTODY_CHECKPOINT].map((number) => all[number] ?? ''),
    history: [historyStep(hashes, 0, 1), historyStep(hashes, 1, CUSTODY_CHECKPOINT)],
    proofs,
    timestamps: [],
  };
}

/** The checkpoint of an hour that follows those before, and in which nothing happened. */
function next(all: readonly string[], facts: Partial<SecondCheckpoint>): SecondCheckpoint {
  const number = all.length;
  const history = new MerkleTree();
  for (const jws of all) history.add(hashLeaf(base64url.decode(statementHash(jws))));
  const from = MIDNIGHT + (number - 1) * HOUR;
  return {
    v: 2,
    number,
    prev: statementHash(all.at(-1) ?? ''),
    from,
    to: from + HOUR,
    statements: 0,
    root: EMPTY,
    audit: auditOf([], []),
    history: base64url.encode(history.root()),
    madeAt: from + HOUR,
    ...facts,
  };
}

function auditOf(
  log: readonly AuditEntry[],
  hour: readonly AuditEntry[],
): SecondCheckpoint['audit'] {
  const last = log.at(-1);
  const hash =
    last === undefined
      ? CHECKPOINT_GENESIS
      : base64url.encode(Buffer.from(hashAuditEntry(last), 'hex'));
  const root = base64url.encode(auditTree(hour).root());
  return { seq: log.length, hash, entries: hour.length, root };
}
