import { verifiedByOneOf } from '@workcompanion/core/crypto/compact-jws';
import { verifyCheckpoint } from '@workcompanion/core/crypto/server-statements';
import { statementHash } from '@workcompanion/core/crypto/statement';
import { hashLeaf } from '@workcompanion/core/evidence/checkpoint-leaves';
import { MerkleTree } from '@workcompanion/core/evidence/merkle';
import { CHECKPOINT_GENESIS, type Checkpoint } from '@workcompanion/core/protocol/checkpoint';
import type { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import type { CheckpointRow } from '@workcompanion/db/checkpoints/make-checkpoint';
import type { Db } from '@workcompanion/db/client';
import { checkpoints } from '@workcompanion/db/schema/checkpoints';
import { asc, gte } from 'drizzle-orm';

const PAGE = 1_000;

/** Numbers of the checkpoints that are not what the server signed, or don't follow the one before. */
export async function checkLinks(db: Db, keys: readonly Ed25519Jwk[]): Promise<readonly number[]> {
  const broken: number[] = [];
  const history = new MerkleTree();
  let before: CheckpointRow | null = null;
  for (;;) {
    const page: readonly CheckpointRow[] = await db
      .select()
      .from(checkpoints)
      .where(gte(checkpoints.number, before === null ? 0 : before.number + 1))
      .orderBy(asc(checkpoints.number))
      .limit(PAGE);
    for (const row of page) {
      if (!(await isSound(row, { before, history }, keys))) broken.push(row.number);
      history.add(hashLeaf(row.hash));
      before = row;
    }
    if (page.length < PAGE) return broken;
  }
}

async function isSound(
  row: CheckpointRow,
  { before, history }: { readonly before: CheckpointRow | null; readonly history: MerkleTree },
  keys: readonly Ed25519Jwk[],
): Promise<boolean> {
  const verified = await verifiedByOneOf(keys, (key) => verifyCheckpoint(row.jws, key));
  const stated = verified?.value ?? null;
  return (
    stated !== null &&
    row.hash.toString('base64url') === statementHash(row.jws) &&
    isOfRow(stated, row) &&
    stated.prev === (before?.hash.toString('base64url') ?? CHECKPOINT_GENESIS) &&
    stated.number === (before === null ? 0 : before.number + 1) &&
    (before === null || stated.from === before.to) &&
    statesHistory(stated, history)
  );
}

function statesHistory(stated: Checkpoint, history: MerkleTree): boolean {
  if (stated.v === 1) return true;
  return stated.history === Buffer.from(history.root()).toString('base64url');
}

function isOfRow(stated: Checkpoint, row: CheckpointRow): boolean {
  return (
    stated.number === row.number &&
    stated.from === row.from &&
    stated.to === row.to &&
    stated.statements === row.statements &&
    stated.root === row.root.toString('base64url')
  );
}
