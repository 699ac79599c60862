import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Digest, isIncluded, leafHash, MerkleTree, rootOfPath } from './merkle.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

/** Entries and roots of certificate-transparency's own tests (merkletree/merkle_tree_test.cc). */
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(bytes);
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
/** Paths from the same tests: leaf (from 0), size, path. */
const PATHS = [
  { index: 0, size: 1, path: [] },
  {
    index: 0,
    size: 8,
    path: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    index: 5,
    size: 8,
    path: [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
  {
    index: 2,
    size: 3,
    path: ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  },
];

/** The definition of RFC 6962, section 2.1, word for word, by another SHA-256. */
function rootByDefinition(entries: readonly Uint8Array[]): string {
  const sha256 = (...parts: readonly Uint8Array[]) =>
    createHash('sha256').update(Buffer.concat(parts)).digest();
  const root = (list: readonly Uint8Array[]): Buffer => {
    const [only] = list;
    if (!only) return sha256();
    if (list.length === 1) return sha256(Uint8Array.of(0), only);
    let split = 1;
    while (split * 2 < list.length) split *= 2;
    return sha256(Uint8Array.of(1), root(list.slice(0, split)), root(list.slice(split)));
  };
  return hex(root(entries));
}

function treeOf(leaves: readonly Digest[], isFollowed: (index: number) => boolean = () => false) {
  const tree = new MerkleTree();
  leaves.forEach((leaf, index) => {
    tree.add(leaf, isFollowed(index));
  });
  return tree;
}

const entryLists = fc.array(fc.uint8Array({ maxLength: 12 }), { minLength: 1, maxLength: 70 });
/** A list of leaves and one of its leaves. */
const leafOfList = entryLists.chain((entries) =>
  fc.record({
    leaves: fc.constant(entries.map(leafHash)),
    index: fc.nat(entries.length - 1),
  }),
);

describe('the tree', () => {
  it('has the roots that certificate transparency publishes', () => {
    const roots = ROOTS.map((_, size) => hex(treeOf(ENTRIES.slice(0, size).map(leafHash)).root()));
    expect(roots).toEqual(ROOTS);
  });

  it('is the one of the definition, for lists of any length', () => {
    fc.assert(
      fc.property(entryLists, (entries) => {
        expect(hex(treeOf(entries.map(leafHash)).root())).toBe(rootByDefinition(entries));
      }),
    );
  });

  it('tells its root and paths without being changed by it', () => {
    const leaves = ENTRIES.map(leafHash);
    const tree = new MerkleTree();
    for (const leaf of leaves) {
      tree.add(leaf, true);
      tree.root();
      tree.paths();
    }
    expect(tree.paths()).toEqual(treeOf(leaves, () => true).paths());
  });
});

describe('a proof of inclusion', () => {
  it('is the one that certificate transparency publishes', () => {
    const paths = PATHS.map(({ index, size }) => {
      const [proof] = treeOf(ENTRIES.slice(0, size).map(leafHash), (at) => at === index).paths();
      return { index: proof?.index, size: proof?.size, path: proof?.path.map(hex) };
    });
    expect(paths).toEqual(PATHS);
  });

  it('holds for every leaf of a tree of any size', () => {
    fc.assert(
      fc.property(entryLists, (entries) => {
        const leaves = entries.map(leafHash);
        const tree = treeOf(leaves, () => true);
        const proofs = tree.paths();
        expect(proofs.map(({ index }) => index)).toEqual(leaves.map((_, index) => index));
        for (const [index, leaf] of leaves.entries()) {
          const proof = proofs[index];
          expect(proof && isIncluded(leaf, proof, tree.root())).toBe(true);
        }
      }),
    );
  });

  it('holds for no other leaf, path or root, and no place outside the tree', () => {
    fc.assert(
      fc.property(leafOfList, fc.nat(), ({ leaves, index }, seed) => {
        const tree = treeOf(leaves, (at) => at === index);
        const [proof] = tree.paths();
        const leaf = leaves[index];
        if (!proof || !leaf) throw new Error('the leaf was followed');
        const { path, size } = proof;
        const root = tree.root();
        const flipped = (digest: Digest) =>
          digest.map((byte, at) => (at === seed % 32 ? byte ^ 1 : byte));
        const at = seed % Math.max(path.length, 1);

        expect(isIncluded(flipped(leaf), proof, root)).toBe(false);
        expect(isIncluded(leaf, proof, flipped(root))).toBe(false);
        expect(isIncluded(leaf, { ...proof, path: [...path, leaf] }, root)).toBe(false);
        expect(rootOfPath(leaf, { ...proof, index: size })).toBeNull();
        expect(rootOfPath(leaf, { ...proof, index: -1 })).toBeNull();
        expect(rootOfPath(leaf, { ...proof, index: 0.5 })).toBeNull();
        if (path.length === 0) return;
        expect(isIncluded(leaf, { ...proof, path: path.slice(1) }, root)).toBe(false);
        const forged = path.map((digest, step) => (step === at ? flipped(digest) : digest));
        expect(isIncluded(leaf, { ...proof, path: forged }, root)).toBe(false);
      }),
    );
  });

  it('proves one place alone', () => {
    fc.assert(
      fc.property(leafOfList, fc.nat(69), ({ leaves, index }, other) => {
        fc.pre(other !== index && other < leaves.length);
        const tree = treeOf(leaves, (at) => at === index);
        const [proof] = tree.paths();
        const leaf = leaves[index];
        if (!proof || !leaf) throw new Error('the leaf was followed');
        // Twins side by side have the same path to both places but for the order of hashing.
        fc.pre(hex(leaf) !== hex(leaves[other] ?? leaf));
        expect(isIncluded(leaf, { ...proof, index: other }, tree.root())).toBe(false);
      }),
    );
  });

  it('ends for numbers beyond 32 bits', () => {
    const leaf = leafHash(new Uint8Array());
    const at = { index: 2 ** 52, size: Number.MAX_SAFE_INTEGER, path: Array(64).fill(leaf) };
    expect(rootOfPath(leaf, at)).toBeNull();
    expect(
      rootOfPath(leaf, { index: 0, size: 2 ** 40, path: Array(40).fill(leaf) }),
    ).not.toBeNull();
    expect(rootOfPath(leaf, { index: 0, size: 2 ** 40, path: Array(8).fill(leaf) })).toBeNull();
  });
});
