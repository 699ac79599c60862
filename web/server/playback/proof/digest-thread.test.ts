import { hash, randomBytes } from 'node:crypto';
import { PiecePool } from '@workcompanion/core/storage/piece-pool';
import { describe, expect, it } from 'vitest';
import { DigestThread } from './digest-thread.ts';
import { PieceTags } from './piece-tags.ts';

const TAG_KEY = randomBytes(16);

function tagsOf(bytes: Uint8Array): Buffer {
  const tags = new PieceTags(TAG_KEY);
  tags.update(bytes);
  return tags.finish();
}

describe('the thread that hashes footage', () => {
  it('hashes streams side by side, of shared pieces and of others', async () => {
    const thread = new DigestThread();
    const pool = new PiecePool({ isShared: true });
    const streams = [1, 2, 3].map(() => thread.begin(TAG_KEY));
    const pieces = streams.map(() => [pool.take(), randomBytes(100), pool.take().subarray(7, 99)]);
    for (const [piece] of pieces) piece?.fill(randomBytes(1));
    await Promise.all(
      streams.flatMap((stream, at) => (pieces[at] ?? []).map((piece) => stream.update(piece))),
    );
    const last = Buffer.from('last');
    const digests = await Promise.all(streams.map((stream) => stream.digest(last)));
    const wholes = pieces.map((all) => Buffer.concat([...all, last]));
    expect(digests.map(({ sha256 }) => sha256)).toEqual(wholes.map((all) => hash('sha256', all)));
    expect(digests.map(({ tags }) => Buffer.from(tags))).toEqual(wholes.map(tagsOf));
    // What others wrote comes back as it was: it was copied, not moved.
    expect(pieces[0]?.[1]).toHaveLength(100);
  });

  it('hashes what comes in small chunks, whose memory may be used again at once', async () => {
    const stream = new DigestThread().begin(TAG_KEY);
    const chunk = Buffer.alloc(60_000);
    const all: Buffer[] = [];
    for (let count = 0; count < 40; count += 1) {
      chunk.fill(count);
      all.push(Buffer.from(chunk));
      await stream.update(chunk);
    }
    const { sha256, tags } = await stream.digest(Buffer.from('end'));
    const whole = Buffer.concat([...all, Buffer.from('end')]);
    expect(sha256).toBe(hash('sha256', whole));
    expect(Buffer.from(tags)).toEqual(tagsOf(whole));
  });

  it('forgets a stream that ended early', async () => {
    const thread = new DigestThread();
    const left = thread.begin(TAG_KEY);
    await left.update(randomBytes(10));
    left.end();
    left.end();
    const stream = thread.begin(TAG_KEY);
    await stream.update(Buffer.from('ab'));
    expect((await stream.digest(Buffer.from('c'))).sha256).toBe(hash('sha256', 'abc'));
    stream.end();
  });
});
