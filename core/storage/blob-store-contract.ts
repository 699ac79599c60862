import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Crc64 } from '../crypto/crc64.ts';
import type { BlobReader, BlobStore, ByteRange } from './blob-store.ts';

const KEY = 'device-1/2026/03/29/segment-1.ts';

/** What every `BlobStore` must do. `factory` gives an empty one; `dispose` ends it. */
export function describeBlobStore(
  name: string,
  factory: () => Promise<{ readonly store: BlobStore; readonly dispose: () => Promise<void> }>,
): void {
  describe(`${name} as a blob store`, () => {
    let store: BlobStore;
    let dispose: () => Promise<void>;
    beforeEach(async () => {
      ({ store, dispose } = await factory());
    });
    afterEach(() => dispose());

    describeWriting(() => store);
    describeReading(() => store);
    describeKeys(() => store);
  });
}

function describeWriting(current: () => BlobStore): void {
  it.each([0, 1, 262_143, 262_144, 262_145, 3_000_000])('stores %d bytes', async (size) => {
    const bytes = randomBytes(size);
    await putBytes(current(), KEY, bytes);
    expect((await readAll(current(), KEY)).equals(bytes)).toBe(true);
    expect(await current().head(KEY)).toMatchObject({ size });
  });

  it('stores what comes in many small chunks', async () => {
    const bytes = randomBytes(100_000);
    await current().put(KEY, chunksOf(bytes, 37), expectedOf(bytes));
    expect((await readAll(current(), KEY)).equals(bytes)).toBe(true);
  });

  it('replaces a blob by a whole one', async () => {
    await putBytes(current(), KEY, Buffer.from('first, and longer'));
    await putBytes(current(), KEY, Buffer.from('second'));
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
    await putBytes(current(), KEY, Buffer.from('before'));
    await expect(put()).rejects.toMatchObject({ code: 'digest-mismatch' });
    expect((await readAll(current(), KEY)).toString()).toBe('before');
    expect(await keysOf(current(), '')).toEqual([KEY]);
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
    await Promise.all(blobs.map((bytes) => putBytes(current(), KEY, bytes)));
    const stored = await readAll(current(), KEY);
    expect(blobs.some((bytes) => bytes.equals(stored))).toBe(true);
  });
}

function describeReading(current: () => BlobStore): void {
  it('reads any range', async () => {
    const bytes = randomBytes(700_000);
    await putBytes(current(), KEY, bytes);
    await fc.assert(
      fc.asyncProperty(fc.nat(699_999), fc.nat(), async (start, length) => {
        const end = start + 1 + (length % (bytes.length - start));
        const given = await readAll(current(), KEY, { start, end });
        expect(given.equals(bytes.subarray(start, end))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('says the size of the whole, whatever range is read', async () => {
    await putBytes(current(), KEY, Buffer.from('0123456789'));
    const reader = await current().read(KEY, { start: 2, end: 4 });
    expect(reader.size).toBe(10);
    await reader.close();
  });

  it('gives pieces of at most 256 KiB', async () => {
    await putBytes(current(), KEY, randomBytes(1_000_000));
    const reader = await current().read(KEY);
    for await (const piece of reader.chunks()) {
      expect(piece.length).toBeGreaterThan(0);
      expect(piece.length).toBeLessThanOrEqual(262_144);
    }
  });

  it.each([
    [10, 11],
    [0, 11],
    [5, 5],
    [6, 5],
    [-1, 5],
  ])('refuses the range %d to %d of 10 bytes', async (start, end) => {
    await putBytes(current(), KEY, Buffer.from('0123456789'));
    await expect(current().read(KEY, { start, end })).rejects.toMatchObject({
      code: 'range-not-satisfiable',
    });
  });

  it('says that a blob is missing', async () => {
    await expect(current().read(KEY)).rejects.toMatchObject({ code: 'blob-missing' });
    expect(await current().head(KEY)).toBeNull();
  });

  it('may be closed at any time, and twice', async () => {
    await putBytes(current(), KEY, randomBytes(1_000_000));
    const unread = await current().read(KEY);
    await unread.close();
    await unread.close();

    const left = await current().read(KEY);
    for await (const _ of left.chunks()) break;
    await left.close();

    const read = await current().read(KEY);
    await drain(read);
    await read.close();
  });

  it('fails, instead of ending early, when it is closed in the middle', async () => {
    await putBytes(current(), KEY, randomBytes(3_000_000));
    const reader = await current().read(KEY);
    const pieces = reader.chunks()[Symbol.asyncIterator]();
    await pieces.next();
    await reader.close();
    await expect(exhaust(pieces)).rejects.toThrow();
  });
}

function describeKeys(current: () => BlobStore): void {
  it('deletes, also what is not there', async () => {
    await putBytes(current(), KEY, Buffer.from('x'));
    await current().delete(KEY);
    expect(await current().head(KEY)).toBeNull();
    await current().delete(KEY);
    expect(await keysOf(current(), '')).toEqual([]);
  });

  it('lists keys by prefix, in order, with their sizes', async () => {
    const keys = ['a/1.ts', 'a/2.ts', 'a-b/1.ts', 'a.ts', 'ab/c/d/e.ts', 'b/1.ts', 'B/1.ts'];
    for (const key of keys) await putBytes(current(), key, Buffer.alloc(key.length));
    const inOrder = keys.toSorted((a, b) => (a < b ? -1 : 1));
    expect(await keysOf(current(), '')).toEqual(inOrder);
    expect(await keysOf(current(), 'a/')).toEqual(['a/1.ts', 'a/2.ts']);
    expect(await keysOf(current(), 'ab/c/')).toEqual(['ab/c/d/e.ts']);
    expect(await keysOf(current(), 'a')).toEqual(inOrder.filter((key) => key.startsWith('a')));
    expect(await keysOf(current(), 'c')).toEqual([]);
    for await (const { key, size } of current().list('')) expect(size).toBe(key.length);
  });

  it.each([
    '',
    '/',
    '/etc/passwd',
    '..',
    '../x',
    'a/../../x',
    'a/..',
    './a',
    'a//b',
    'a/',
    '.incoming/x',
    'a\\..\\x',
    'a\0b',
    'a b',
    'ü',
    'x'.repeat(513),
  ])('refuses the key %j', async (key) => {
    const refusal = { code: 'invalid-input' };
    await expect(putBytes(current(), key, Buffer.from('x'))).rejects.toMatchObject(refusal);
    await expect(current().read(key)).rejects.toMatchObject(refusal);
    await expect(current().head(key)).rejects.toMatchObject(refusal);
    await expect(current().delete(key)).rejects.toMatchObject(refusal);
  });
}

function putBytes(store: BlobStore, key: string, bytes: Uint8Array): Promise<void> {
  return store.put(key, chunksOf(bytes, 65_536), expectedOf(bytes));
}

function expectedOf(bytes: Uint8Array): { size: number; crc64: string } {
  return { size: bytes.length, crc64: new Crc64().update(bytes).digest() };
}

async function* chunksOf(bytes: Uint8Array, step: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

async function readAll(store: BlobStore, key: string, range?: ByteRange): Promise<Buffer> {
  return drain(await store.read(key, range));
}

async function drain(reader: BlobReader): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of reader.chunks()) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function exhaust(pieces: AsyncIterator<Uint8Array>): Promise<void> {
  while ((await pieces.next()).done !== true);
}

async function keysOf(store: BlobStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys;
}
