import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { BlobStore } from '../blob-store.ts';
import { chunksOf, expectedOf, KEY, keysOf, md5Of, putSample, readAll } from './sample-blobs.ts';

/** Part of the blob store contract: all or nothing, whatever the source does. */
export function describeWriting(current: () => BlobStore): void {
  it.each([0, 1, 262_143, 262_144, 262_145, 3_000_000])('stores %d bytes', async (size) => {
    const bytes = randomBytes(size);
    await putSample(current(), KEY, bytes);
    expect((await readAll(current(), KEY)).equals(bytes)).toBe(true);
    expect(await current().head(KEY)).toMatchObject({ size });
  });

  it('stores what comes in many small chunks', async () => {
    const bytes = randomBytes(100_000);
    await current().put(KEY, chunksOf(bytes, 37), expectedOf(bytes));
    expect((await readAll(current(), KEY)).equals(bytes)).toBe(true);
  });

  it('replaces a blob by a whole one', async () => {
    await putSample(current(), KEY, Buffer.from('first, and longer'));
    await putSample(current(), KEY, Buffer.from('second'));
    expect((await readAll(current(), KEY)).toString()).toBe('second');
  });

  it.each([
    ['a byte differs', Buffer.from('012345678X')],
    ['it is shorter', Buffer.from('012345678')],
    ['it is longer', Buffer.from('0123456789X')],
    ['it is empty', Buffer.alloc(0)],
  ])('stores nothing, and keeps what was there, when %s', async (_, actual) => {
    const expected = expectedOf(Buffer.from('0123456789'));
    const put = () => current().put(KEY, chunksOf(actual, 4), expected);
    await expect(put()).rejects.toMatchObject({ code: 'digest-mismatch' });
    expect(await current().head(KEY)).toBeNull();
    await putSample(current(), KEY, Buffer.from('before'));
    await expect(put()).rejects.toMatchObject({ code: 'digest-mismatch' });
    expect((await readAll(current(), KEY)).toString()).toBe('before');
    expect(await keysOf(current(), '')).toEqual([KEY]);
  });

  it('stores nothing when only the MD5 tells that the bytes are others', async () => {
    const bytes = randomBytes(500_000);
    const expected = { ...expectedOf(bytes), md5: md5Of(bytes) };
    const other = Buffer.from(bytes);
    other[499_999] = (other[499_999] ?? 0) ^ 1;
    await expect(current().put(KEY, chunksOf(other, 65_536), expected)).rejects.toMatchObject({
      code: 'digest-mismatch',
    });
    expect(await current().head(KEY)).toBeNull();
    await current().put(KEY, chunksOf(bytes, 65_536), expected);
    expect((await readAll(current(), KEY)).equals(bytes)).toBe(true);
  });

  it('may put the same blob again, as a new one too', async () => {
    const bytes = randomBytes(100_000);
    const expected = expectedOf(bytes);
    for (const isNew of [true, true, false]) {
      await current().put(KEY, chunksOf(bytes, 30_000), { ...expected, isNew });
    }
    expect((await readAll(current(), KEY)).equals(bytes)).toBe(true);
  });

  it('stops when its signal says so, and stores nothing', async () => {
    const stop = new AbortController();
    const reason = new Error('the window has closed');
    async function* slow() {
      for (let sent = 0; sent < 20; sent += 1) {
        if (sent === 3) stop.abort(reason);
        yield Buffer.alloc(100_000);
        await delay(5);
      }
    }
    const request = { ...expectedOf(Buffer.alloc(2_000_000)), signal: stop.signal };
    await expect(current().put(KEY, slow(), request)).rejects.toBe(reason);
    await expect(current().put(KEY, slow(), request)).rejects.toBe(reason);
    expect(await current().head(KEY)).toBeNull();
  });

  it('does not read on from a source that is longer than announced', async () => {
    let taken = 0;
    async function* endless() {
      for (;;) {
        taken += 1;
        yield Buffer.alloc(1000);
      }
    }
    await expect(current().put(KEY, endless(), { size: 10_000, crc64: '0' })).rejects.toMatchObject(
      { code: 'digest-mismatch' },
    );
    expect(taken).toBeLessThan(10_000);
  });

  it('stores nothing when the source fails, and says why', async () => {
    async function* broken() {
      yield Buffer.alloc(2_000_000);
      throw new Error('the client left');
    }
    await expect(current().put(KEY, broken(), { size: 3_000_000, crc64: '0' })).rejects.toThrow(
      'the client left',
    );
    expect(await current().head(KEY)).toBeNull();
    expect(await keysOf(current(), '')).toEqual([]);
  });

  it('ends with a whole blob when many write the same key at once', async () => {
    const blobs = Array.from({ length: 8 }, () => randomBytes(300_000));
    const puts = await Promise.allSettled(blobs.map((bytes) => putSample(current(), KEY, bytes)));
    const stored = await readAll(current(), KEY);
    const winner = puts[blobs.findIndex((bytes) => bytes.equals(stored))];
    expect(winner?.status).toBe('fulfilled');
    for (const put of puts) {
      if (put.status === 'rejected') expect(put.reason).toMatchObject({ code: 'digest-mismatch' });
    }
  });
}
