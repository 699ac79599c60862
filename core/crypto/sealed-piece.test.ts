import { hkdfSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openPiece, pieceKey, SEAL_BYTES, sealPiece } from './sealed-piece.ts';

const dataKey = Buffer.alloc(16, 7);

describe('a sealed piece', () => {
  test('opens with its key at its place', () => {
    const key = pieceKey(dataKey, 'texts');
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (piece, place) => {
        const sealed = sealPiece(key, piece, place);
        expect(sealed.length).toBe(piece.length + SEAL_BYTES);
        expect(openPiece(key, sealed, place)).toEqual(Buffer.from(piece));
      }),
    );
  });

  test('opens nowhere else, with no other key, and not when a bit is another', () => {
    const key = pieceKey(dataKey, 'texts');
    const sealed = sealPiece(key, Buffer.from('客户说'), 'here');
    const damaged = { code: 'digest-mismatch' };
    const attempt = (...input: Parameters<typeof openPiece>) => {
      expect(() => openPiece(...input)).toThrow(expect.objectContaining(damaged));
    };
    attempt(key, sealed, 'there');
    attempt(pieceKey(randomBytes(16), 'texts'), sealed, 'here');
    attempt(key, sealed.subarray(0, 20), 'here');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const flipped = Buffer.from(sealed);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      attempt(key, flipped, 'here');
    }
  });
});

test('each use of a data key has a key of its own', () => {
  const keys = (['thumbnails', 'texts', 'text-filters'] as const).map((use) =>
    pieceKey(dataKey, use).toString('hex'),
  );
  expect(new Set(keys).size).toBe(3);
  expect(keys[0]).toBe(
    Buffer.from(hkdfSync('sha256', dataKey, '', 'workcompanion thumbnails', 16)).toString('hex'),
  );
});
