import { MerkleTree } from '@workcompanion/core/evidence/merkle-tree';
import type { CheckpointRow } from '@workcompanion/db/checkpoints/make-checkpoint';
import { readLeaves } from '@workcompanion/db/checkpoints/read-leaves';
import type { Db } from '@workcompanion/db/client';

/** Whether the statements that are kept of the hour are those that the checkpoint commits to. */
export async function isAsCommitted(db: Db, checkpoint: CheckpointRow): Promise<boolean> {
  const tree = new MerkleTree();
  await db.transaction((tx) => readLeaves(tx, checkpoint, ({ hash }) => tree.add(hash)));
  return tree.size === checkpoint.statements && checkpoint.root.equals(tree.root());
}
