import type { HistoryStep } from '../protocol/checkpoint.ts';
import { hashLeaf } from './checkpoint-leaves.ts';
import { type Digest, MerkleTree } from './merkle.ts';
import { consistencyPath } from './merkle-consistency.ts';

/** What shows that two checkpoints are of one history; `hashes` are those of all, from number 0 on. */
export function historyStep(hashes: readonly Uint8Array[], from: number, to: number): HistoryStep {
  const leaves = hashes.slice(0, to).map(hashLeaf);
  const tree = new MerkleTree();
  for (const [at, leaf] of leaves.entries()) tree.add(leaf, at === from);
  return {
    from,
    to,
    inclusion: textOf(tree.paths()[0]?.path ?? []),
    consistency: textOf(consistencyPath(leaves, from)),
  };
}

function textOf(path: readonly Digest[]): string[] {
  return path.map((digest) => Buffer.from(digest).toString('base64url'));
}
