import {
  aboveSibling,
  type Digest,
  half,
  isCount,
  isRight,
  type Level,
  nodeHash,
  sameDigest,
} from './merkle.ts';
import { MerkleTree } from './merkle-tree.ts';

export interface TreeHead {
  readonly size: number;
  readonly root: Digest;
}

/**
 * What shows that the tree of all `leaves` (hashes) has grown out of that of the first `size` of
 * them (RFC 6962, section 2.1.2).
 */
export function consistencyPath(leaves: readonly Digest[], size: number): readonly Digest[] {
  if (!isCount(size) || size > leaves.length) throw new RangeError(`no tree of ${size} leaves`);
  return size === 0 || size === leaves.length ? [] : subPath(leaves, size, true);
}

/** SUBPROOF(m, D[n], b) of the RFC. */
function subPath(leaves: readonly Digest[], size: number, isWhole: boolean): readonly Digest[] {
  if (size === leaves.length) return isWhole ? [] : [rootOf(leaves)];
  const split = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return size <= split
    ? [...subPath(left, size, isWhole), rootOf(right)]
    : [...subPath(right, size - split, false), rootOf(left)];
}

/** Whether the second tree begins with all leaves of the first (RFC 9162, section 2.1.4.2). */
export function isConsistent(first: TreeHead, second: TreeHead, path: readonly Digest[]): boolean {
  if (!isCount(first.size) || !isCount(second.size) || first.size > second.size) return false;
  if (first.size === second.size) return path.length === 0 && sameDigest(first.root, second.root);
  if (first.size === 0) return path.length === 0;
  const [start, ...rest] = isPowerOfTwo(first.size) ? [first.root, ...path] : path;
  const roots = start && climb({ first, second, start }, rest);
  return !!roots && sameDigest(roots.first, first.root) && sameDigest(roots.second, second.root);
}

interface Climb {
  readonly first: TreeHead;
  readonly second: TreeHead;
  readonly start: Digest;
}

function climb({ first, second, start }: Climb, siblings: readonly Digest[]) {
  let level: Level = { node: first.size - 1, last: second.size - 1 };
  while (level.node % 2 === 1) level = { node: half(level.node), last: half(level.last) };
  const roots = { first: start, second: start };
  for (const sibling of siblings) {
    if (level.last === 0) return null;
    if (isRight(level)) {
      roots.first = nodeHash(sibling, roots.first);
      roots.second = nodeHash(sibling, roots.second);
    } else {
      roots.second = nodeHash(roots.second, sibling);
    }
    level = aboveSibling(level);
  }
  return level.last === 0 ? roots : null;
}

function rootOf(leaves: readonly Digest[]): Digest {
  const tree = new MerkleTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}

function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

function isPowerOfTwo(count: number): boolean {
  return largestPowerBelow(count) * 2 === count || count === 1;
}
