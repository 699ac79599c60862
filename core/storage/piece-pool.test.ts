import { describe, expect, it } from 'vitest';
import { PiecePool, POOL_PIECE_BYTES } from './piece-pool.ts';

describe('the pool of pieces', () => {
  it('lends a buffer again once it is back, whatever part of it comes back', () => {
    const pool = new PiecePool();
    const first = pool.take();
    expect(pool.take().buffer).not.toBe(first.buffer);
    pool.giveBack(first.subarray(0, 10));
    const again = pool.take();
    expect(again.buffer).toBe(first.buffer);
    expect(again).toHaveLength(POOL_PIECE_BYTES);
  });

  it('never lends one buffer to two, though it comes back twice', () => {
    const pool = new PiecePool();
    const piece = pool.take();
    pool.giveBack(piece);
    pool.giveBack(piece);
    expect(pool.take().buffer).not.toBe(pool.take().buffer);
  });

  it('takes in no foreign buffer', () => {
    const pool = new PiecePool();
    const foreign = Buffer.allocUnsafeSlow(POOL_PIECE_BYTES);
    pool.giveBack(foreign);
    expect(pool.take().buffer).not.toBe(foreign.buffer);
  });
});
