import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Digest, leafHash, MerkleTree } from './merkle.ts';
import { consistencyPath, isConsistent } from './merkle-consistency.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

function leavesOf(count: number, salt = 0): Digest[] {
  return Array.from({ length: count }, (_, at) => leafHash(Uint8Array.of(salt, at, at >> 8)));
}

function headOf(leaves: readonly Digest[]) {
  const tree = new MerkleTree();
  for (const leaf of leaves) tree.add(leaf);
  return { size: leaves.length, root: tree.root() };
}

/** Entries of certificate-transparency's own tests (merkletree/merkle_tree_test.cc). */
const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'];
const LAST = '606162636465666768696a6b6c6d6e6f';

describe('a consistency proof', () => {
  it('is that of the tests of certificate transparency', () => {
    const leaves = [...ENTRIES, LAST].map((text) => leafHash(Buffer.from(text, 'hex')));
    expect(consistencyPath(leaves, 6).map(hex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(consistencyPath(leaves.slice(0, 5), 2).map(hex)).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
    expect(consistencyPath(leaves, 8)).toEqual([]);
  });

  it('holds between every two sizes of a tree', () => {
    const leaves = leavesOf(40);
    for (let size = 1; size <= leaves.length; size += 1) {
      const all = leaves.slice(0, size);
      for (let earlier = 0; earlier < size; earlier += 1) {
        const path = consistencyPath(all, earlier);
        expect(isConsistent(headOf(all.slice(0, earlier)), headOf(all), path)).toBe(true);
      }
    }
  });

  it('holds of no tree that begins in another way, is shorter, or has another proof', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }));
    fc.assert(
      fc.property(sizes, fc.nat(), ([first, more], draw) => {
        const leaves = leavesOf(first + more);
        const [earlier, later] = [headOf(leaves.slice(0, first)), headOf(leaves)];
        const path = consistencyPath(leaves, first);
        const other = leaves.with(draw % first, leafHash(Uint8Array.of(9, 9, 9)));
        expect(isConsistent(headOf(other.slice(0, first)), later, path)).toBe(false);
        expect(isConsistent(earlier, headOf(other), consistencyPath(other, first))).toBe(false);
        expect(isConsistent(later, earlier, path)).toBe(false);
        expect(isConsistent(earlier, later, path.slice(1))).toBe(false);
        expect(isConsistent(earlier, later, [...path, earlier.root])).toBe(false);
        expect(isConsistent(earlier, { ...later, size: later.size * 2 }, path)).toBe(false);
      }),
    );
  });

  it('of the empty tree is empty, and its root is that of nothing', () => {
    const later = headOf(leavesOf(3));
    const empty = headOf([]);
    expect(isConsistent(empty, later, [])).toBe(true);
    expect(isConsistent(empty, later, [later.root])).toBe(false);
    expect(isConsistent({ size: 0, root: later.root }, later, [])).toBe(false);
    expect(isConsistent(later, later, [])).toBe(false);
  });
});
