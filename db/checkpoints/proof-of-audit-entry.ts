import { readCheckpoint } from '@workcompanion/core/crypto/server-statements';
import { hashLeaf } from '@workcompanion/core/evidence/checkpoint-leaves';
import { MerkleTree } from '@workcompanion/core/evidence/merkle';
import type { CustodyEvent } from '@workcompanion/core/evidence/package-documents';
import type { Checkpoint } from '@workcompanion/core/protocol/checkpoint';
import { eq, max } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { checkpoints } from '../schema/checkpoints.ts';
import { readAuditHashes } from './read-leaves.ts';

/** That a checkpoint holds this entry of the audit log; null when none does yet. */
export async function proofOfAuditEntry(db: Db, seq: number): Promise<CustodyEvent['proof']> {
  const committed = await checkpointOfEntry(db, seq);
  if (committed?.v !== 2) return null;
  const { number, audit } = committed;
  const tree = new MerkleTree();
  const stretch = { after: audit.seq - audit.entries, last: audit.seq };
  await readAuditHashes(db, stretch, (hash, at) => tree.add(hashLeaf(hash), at === seq));
  const path = (tree.paths()[0]?.path ?? []).map((one) => Buffer.from(one).toString('base64url'));
  return { checkpoint: number, path };
}

/** The first checkpoint that states an end of the log at or behind the entry: by halves. */
async function checkpointOfEntry(db: Db, seq: number): Promise<Checkpoint | null> {
  const [newest] = await db.select({ number: max(checkpoints.number) }).from(checkpoints);
  let [from, to] = [0, (newest?.number ?? -1) + 1];
  let found: Checkpoint | null = null;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const stated = await statedBy(db, middle);
    if (stated !== null && (stated.audit?.seq ?? 0) >= seq) [to, found] = [middle, stated];
    else from = middle + 1;
  }
  return found;
}

async function statedBy(db: Db, number: number): Promise<Checkpoint | null> {
  const [row] = await db
    .select({ jws: checkpoints.jws })
    .from(checkpoints)
    .where(eq(checkpoints.number, number));
  return row === undefined ? null : readCheckpoint(row.jws);
}
