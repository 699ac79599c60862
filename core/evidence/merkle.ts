import { sha256 } from '@noble/hashes/sha2.js';

/** 32 bytes. */
export type Digest = Uint8Array;

/** Where a leaf stands in a tree of `size` leaves, and the siblings from there upwards. */
interface AuditPath {
  readonly index: number;
  readonly size: number;
  readonly path: readonly Digest[];
}

/** RFC 6962, section 2.1: leaves and nodes are hashed apart, or a node could pass as a leaf. */
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** "The hash of an empty list is the hash of an empty string." */
function emptyRoot(): Digest {
  return sha256(new Uint8Array());
}

export function leafHash(entry: Uint8Array): Digest {
  return sha256.create().update(LEAF).update(entry).digest();
}

export function nodeHash(left: Digest, right: Digest): Digest {
  return sha256.create().update(NODE).update(left).update(right).digest();
}

/** Whether `leaf` (its hash) is in the tree that has this root. */
export function isIncluded(leaf: Digest, at: AuditPath, root: Digest): boolean {
  const found = rootOfPath(leaf, at);
  return found !== null && sameDigest(found, root);
}

/**
 * The root that the path leads to (RFC 9162, section 2.1.3.2, which says the same of the tree of RFC
 * 6962); null when no tree of that size has such a path.
 */
export function rootOfPath(leaf: Digest, { index, size, path }: AuditPath): Digest | null {
  if (!isCount(index) || !isCount(size) || index >= size) return null;
  let level: Level = { node: index, last: size - 1 };
  let root = leaf;
  for (const sibling of path) {
    if (level.last === 0) return null;
    root = isRight(level) ? nodeHash(sibling, root) : nodeHash(root, sibling);
    level = aboveSibling(level);
  }
  return level.last === 0 ? root : null;
}

/** A node of the tree and the last one of its level, both counted from the left. */
export interface Level {
  readonly node: number;
  readonly last: number;
}

/** Whether the next sibling of a path stands to the left: also where the right edge has none. */
export function isRight({ node, last }: Level): boolean {
  return node % 2 === 1 || node === last;
}

/** The level of the next sibling. A last node that has none is its own parent, till it has one. */
export function aboveSibling({ node, last }: Level): Level {
  let [at, end] = [node, last];
  if (isRight({ node, last })) {
    while (at % 2 === 0 && at !== 0) [at, end] = [half(at), half(end)];
  }
  return { node: half(at), last: half(end) };
}

/** Not by shifts, which are of 32 bits: a forged proof may name any number. */
function half(count: number): number {
  return Math.floor(count / 2);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** Compares public values only: its duration may tell where they differ. */
export function sameDigest(one: Digest, other: Digest): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** A perfect subtree of the right edge: `leaves` is a power of two. */
interface Subtree {
  readonly root: Digest;
  readonly leaves: number;
  /** The followed leaves in it, whose paths grow whenever it gets a sibling. */
  readonly followed: readonly Followed[];
}

interface Followed {
  readonly index: number;
  readonly path: Digest[];
}

/**
 * The tree of RFC 6962 while leaf after leaf comes in. It keeps the roots of its right edge alone,
 * log2 of its size, and the path of each leaf that is followed.
 */
export class MerkleTree {
  readonly #edge: Subtree[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The next leaf (its hash). A followed one has its path in `paths`. */
  add(leaf: Digest, follow = false): void {
    const followed = follow ? [{ index: this.#size, path: [] }] : [];
    let grown: Subtree = { root: leaf, leaves: 1, followed };
    for (let left = this.#edge.at(-1); left?.leaves === grown.leaves; left = this.#edge.at(-1)) {
      this.#edge.pop();
      grown = joined(left, grown);
    }
    this.#edge.push(grown);
    this.#size += 1;
  }

  root(): Digest {
    const roots = this.#edge.map((subtree) => subtree.root);
    return roots.length === 0
      ? emptyRoot()
      : roots.reduceRight((right, left) => nodeHash(left, right));
  }

  /** The paths of the followed leaves, in their order; the tree may grow on afterwards. */
  paths(): readonly AuditPath[] {
    const edge = this.#edge.map(
      (subtree): Subtree => ({
        ...subtree,
        followed: subtree.followed.map(({ index, path }) => ({ index, path: [...path] })),
      }),
    );
    if (edge.length === 0) return [];
    // From right to left, which is how the RFC splits a list of any length.
    const { followed } = edge.reduceRight((right, left) => joined(left, right));
    return followed.map(({ index, path }) => ({ index, size: this.#size, path }));
  }
}

function joined(left: Subtree, right: Subtree): Subtree {
  for (const { path } of left.followed) path.push(right.root);
  for (const { path } of right.followed) path.push(left.root);
  return {
    root: nodeHash(left.root, right.root),
    leaves: left.leaves + right.leaves,
    followed: joinedLists(left.followed, right.followed),
  };
}

/** Mostly one of them is empty: no copies for half a million leaves of which none is followed. */
function joinedLists(left: readonly Followed[], right: readonly Followed[]): readonly Followed[] {
  if (right.length === 0) return left;
  return left.length === 0 ? right : [...left, ...right];
}
