import {
  aboveSibling,
  type Digest,
  isRight,
  type Level,
  MerkleTree,
  nodeHash,
  sameDigest,
} from './merkle.ts';

/** A tree by its root, and how many leaves it has. */
export interface TreeHead {
  readonly size: number;
  readonly root: Digest;
}

/**
 * Whether the earlier tree is the beginning of the later one, leaf by leaf (RFC 9162, section 2.1.4.2,
 * which says the same of the trees of RFC 6962). The empty tree is the beginning of every other.
 */
export function isConsistent(earlier: TreeHead, later: TreeHead, path: readonly Digest[]): boolean {
  if (earlier.size >= later.size) return false;
  if (earlier.size === 0) return path.length === 0 && sameDigest(earlier.root, EMPTY_ROOT);
  // "If consistency_path is an empty array, stop and fail."
  if (path.length === 0) return false;
  // "If first is an exact power of 2, then prepend first_hash to the consistency_path array."
  const [start, ...siblings] = isPowerOfTwo(earlier.size) ? [earlier.root, ...path] : path;
  if (start === undefined) return false;
  let level = lowestCommon({ node: earlier.size - 1, last: later.size - 1 });
  let [first, second] = [start, start];
  for (const sibling of siblings) {
    if (level.last === 0) return false;
    if (isRight(level)) {
      first = nodeHash(sibling, first);
      second = nodeHash(sibling, second);
    } else second = nodeHash(second, sibling);
    level = aboveSibling(level);
  }
  return level.last === 0 && sameDigest(first, earlier.root) && sameDigest(second, later.root);
}

const EMPTY_ROOT = new MerkleTree().root();

/** "If LSB(fn) is set, then right-shift both fn and sn equally until LSB(fn) is not set." */
function lowestCommon({ node, last }: Level): Level {
  let [at, end] = [node, last];
  while (at % 2 === 1) [at, end] = [Math.floor(at / 2), Math.floor(end / 2)];
  return { node: at, last: end };
}

function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}

/** PROOF(m, D[n]) of RFC 6962, section 2.1.2: that the first `size` leaves are a tree of their own. */
export function consistencyPath(leaves: readonly Digest[], size: number): Digest[] {
  return size === 0 ? [] : subproof(leaves, size, true);
}

/** SUBPROOF(m, D[n], b); `isKnown` says whether whoever checks has the root of the first leaves. */
function subproof(leaves: readonly Digest[], size: number, isKnown: boolean): Digest[] {
  if (size === leaves.length) return isKnown ? [] : [rootOf(leaves)];
  const split = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return size <= split
    ? [...subproof(left, size, isKnown), rootOf(right)]
    : [...subproof(right, size - split, false), rootOf(left)];
}

function rootOf(leaves: readonly Digest[]): Digest {
  const tree = new MerkleTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}

/** "The largest power of two smaller than n", for more than one leaf. */
function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}
