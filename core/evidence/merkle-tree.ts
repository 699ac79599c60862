import { type AuditPath, type Digest, emptyRoot, nodeHash } from './merkle.ts';

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
