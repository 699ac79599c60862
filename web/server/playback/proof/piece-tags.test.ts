import { createSecretKey, randomBytes } from 'node:crypto';
import { PIECE_BYTES, piecesOf } from '@workcompanion/core/crypto/decrypt-segment';
import { describe, expect, it } from 'vitest';
import { PieceTags, TAG_BYTES, tagOfPiece } from './piece-tags.ts';

const keyBytes = randomBytes(16);
const key = createSecretKey(keyBytes);
const bytes = randomBytes(2 * PIECE_BYTES + 1_000);
const tags = Buffer.concat([...piecesOf(bytes)].map((piece, at) => tagOfPiece(key, at, piece)));

describe('the tags of pieces', () => {
  it.each([1_000, 65_536, PIECE_BYTES, PIECE_BYTES + 1, 10 * PIECE_BYTES])(
    'are the same for a stream in chunks of %i bytes',
    (step) => {
      const made = new PieceTags(keyBytes);
      for (let at = 0; at < bytes.length; at += step) made.update(bytes.subarray(at, at + step));
      expect(made.finish()).toEqual(tags);
    },
  );

  it('are none of an empty stream, and one of each piece that is whole', () => {
    expect(new PieceTags(keyBytes).finish()).toHaveLength(0);
    const made = new PieceTags(keyBytes);
    made.update(bytes.subarray(0, 2 * PIECE_BYTES));
    expect(made.finish()).toEqual(tags.subarray(0, 2 * TAG_BYTES));
  });

  it('are others for another bit, length, place or key', () => {
    const piece = bytes.subarray(0, PIECE_BYTES);
    const right = tagOfPiece(key, 0, piece);
    const flipped = Buffer.from(piece);
    flipped[PIECE_BYTES - 1] = (flipped.at(-1) ?? 0) ^ 1;
    expect(tagOfPiece(key, 0, flipped)).not.toEqual(right);
    expect(tagOfPiece(key, 0, Buffer.concat([piece, Buffer.alloc(1)]))).not.toEqual(right);
    expect(tagOfPiece(key, 0, piece.subarray(0, -1))).not.toEqual(right);
    expect(tagOfPiece(key, 1, piece)).not.toEqual(right);
    expect(tagOfPiece(createSecretKey(randomBytes(16)), 0, piece)).not.toEqual(right);
  });
});
