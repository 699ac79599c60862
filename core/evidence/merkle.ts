import { sha256 } from '@noble/hashes/sha2.js';

/** 32 bytes. */
export type Digest = Uint8Array;

/** Where a leaf stands in a tree of `size` leaves, and the siblings from there upwards. */
export interface AuditPath {
  readonly index: number;
  readonly size: number;
  readonly path: readonly Digest[];
}

/** RFC 6962, section 2.1: leaves and nodes are hashed apart, or a node could pass as a leaf. */
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** "The hash of an empty list is the hash of an empty string." */
export function emptyRoot(): Digest {
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
interface Level {
  readonly node: number;
  readonly last: number;
}

/** Whether the next sibling of a path stands to the left: also where the right edge has none. */
function isRight({ node, last }: Level): boolean {
  return node % 2 === 1 || node === last;
}

/** The level of the next sibling. A last node that has none is its own parent, till it has one. */
function aboveSibling({ node, last }: Level): Level {
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
