import type { Ed25519PrivateJwk } from '@workcompanion/core/crypto/key-pair';
import { readCheckpoint, signCheckpoint } from '@workcompanion/core/crypto/server-statements';
import { statementHash } from '@workcompanion/core/crypto/statement';
import { hashLeaf } from '@workcompanion/core/evidence/checkpoint-leaves';
import { MerkleTree } from '@workcompanion/core/evidence/merkle';
import { CHECKPOINT_GENESIS } from '@workcompanion/core/protocol/checkpoint';
import { desc, min, sql } from 'drizzle-orm';
import { ADVISORY_LOCKS } from '../advisory-locks.ts';
import { auditHead } from '../audit/append-audit-entry.ts';
import type { Db, Tx } from '../client.ts';
import { closeJournal } from '../queries/close-journal.ts';
import { checkpoints } from '../schema/checkpoints.ts';
import { journalEntries } from '../schema/journal-entries.ts';
import { withTransaction } from '../transaction.ts';
import {
  type LeafStretch,
  readAuditHashes,
  readCheckpointHashes,
  readLeaves,
} from './read-leaves.ts';

export const HOUR = 3_600_000_000;
/** µs. Who stamped an entry in the hour gets so long to commit it: later it is stamped anew. */
const GRACE = 60_000_000;

export interface CheckpointMaking {
  readonly db: Db;
  /** UTC µs. */
  readonly now: () => number;
  readonly signingKey: () => Promise<Ed25519PrivateJwk>;
}

export type CheckpointRow = typeof checkpoints.$inferSelect;

/**
 * The checkpoint of the oldest hour that has none; null when it is not over, nothing was ever
 * received, or another process is at it. Memory does not grow with the hour.
 */
export async function makeCheckpoint(making: CheckpointMaking): Promise<CheckpointRow | null> {
  const { db, now } = making;
  return await withTransaction(db, async (tx) => {
    const { rows } = await tx.execute<{ had: boolean }>(
      sql`select pg_try_advisory_xact_lock(${ADVISORY_LOCKS.checkpoints}) as had`,
    );
    if (rows[0]?.had !== true) return null;
    const [last] = await tx.select().from(checkpoints).orderBy(desc(checkpoints.number)).limit(1);
    const from = last?.to ?? (await hourOfFirstEntry(tx));
    if (from === null || now() < from + HOUR + GRACE) return null;
    const stretch = { from, to: from + HOUR };
    // In a transaction of its own: entries must not wait for the tree.
    await closeJournal(db, stretch.to);
    return await commitTo(tx, stretch, { last, making });
  });
}

async function hourOfFirstEntry(tx: Tx): Promise<number | null> {
  const [first] = await tx.select({ at: min(journalEntries.receivedAt) }).from(journalEntries);
  return first?.at == null ? null : Math.floor(first.at / HOUR) * HOUR;
}

interface Commitment {
  readonly last: CheckpointRow | undefined;
  readonly making: CheckpointMaking;
}

async function commitTo(
  tx: Tx,
  stretch: LeafStretch,
  { last, making }: Commitment,
): Promise<CheckpointRow | null> {
  const tree = new MerkleTree();
  await readLeaves(tx, stretch, ({ hash }) => tree.add(hash));
  const root = Buffer.from(tree.root());
  const audit = await auditSince(tx, last);
  const facts = {
    ...stretch,
    number: last === undefined ? 0 : last.number + 1,
    statements: tree.size,
    madeAt: making.now(),
  };
  const jws = await signCheckpoint(
    {
      v: 2,
      ...facts,
      prev: last?.hash.toString('base64url') ?? CHECKPOINT_GENESIS,
      root: textOf(root),
      audit,
      history: await historyOf(tx),
    },
    await making.signingKey(),
  );
  const hash = Buffer.from(statementHash(jws), 'base64url');
  const [made] = await tx
    .insert(checkpoints)
    .values({ ...facts, jws, hash, root })
    .returning();
  return made ?? null;
}

/** The end of the audit log, and the tree of what was added since the last checkpoint. */
async function auditSince(tx: Tx, last: CheckpointRow | undefined) {
  const { seq, hash } = await auditHead(tx);
  const before = last === undefined ? undefined : readCheckpoint(last.jws).audit;
  const stretch = { after: before?.seq ?? 0, last: seq };
  const tree = new MerkleTree();
  await readAuditHashes(tx, stretch, (entry) => tree.add(hashLeaf(entry)));
  return { seq, hash: textOf(hash), entries: tree.size, root: textOf(tree.root()) };
}

/** The root of the tree of all checkpoints that there are. */
async function historyOf(tx: Tx): Promise<string> {
  const tree = new MerkleTree();
  for (const hash of await readCheckpointHashes(tx)) tree.add(hashLeaf(hash));
  return textOf(tree.root());
}

function textOf(digest: Uint8Array): string {
  return Buffer.from(digest).toString('base64url');
}
