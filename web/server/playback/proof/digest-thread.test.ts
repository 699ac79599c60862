import { hash, randomBytes } from 'node:crypto';
import { PiecePool } from '@workcompanion/core/storage/piece-pool';
import { describe, expect, it } from 'vitest';
import { DigestThread } from './digest-thread.ts';

describe('the thread that hashes footage', () => {
  it('hashes streams side by side, of shared pieces and of others', async () => {
    const thread = new DigestThread();
    const pool = new PiecePool({ isShared: true });
    const streams = [1, 2, 3].map(() => thread.begin());
    const pieces = streams.map(() => [pool.take(), randomBytes(100), pool.take().subarray(7, 99)]);
    for (const [piece] of pieces) piece?.fill(randomBytes(1));
    await Promise.all(
      streams.flatMap((stream, at) => (pieces[at] ?? []).map((piece) => stream.update(piece))),
    );
    const last = Buffer.from('last');
    const digests = await Promise.all(streams.map((stream) => stream.digest(last)));
    expect(digests).toEqual(pieces.map((all) => hash('sha256', Buffer.concat([...all, last]))));
    // What others wrote comes back as it was: it was copied, not moved.
    expect(pieces[0]?.[1]).toHaveLength(100);
  });

  it('forgets a stream that ended early', async () => {
    const thread = new DigestThread();
    const left = thread.begin();
    await left.update(randomBytes(10));
    left.end();
    left.end();
    const stream = thread.begin();
    await stream.update(Buffer.from('ab'));
    expect(await stream.digest(Buffer.from('c'))).toBe(hash('sha256', 'abc'));
    stream.end();
  });
});
