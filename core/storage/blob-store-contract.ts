import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BlobStore } from './blob-store.ts';
import { describeReading } from './contract/describe-reading.ts';
import { describeWriting } from './contract/describe-writing.ts';
import { KEY, keysOf, putSample } from './contract/sample-blobs.ts';

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

/** Part of the blob store contract: deletion, listing, and keys that are refused. */
function describeKeys(current: () => BlobStore): void {
  it('deletes, also what is not there', async () => {
    await putSample(current(), KEY, Buffer.from('x'));
    await current().delete(KEY);
    expect(await current().head(KEY)).toBeNull();
    await current().delete(KEY);
    expect(await keysOf(current(), '')).toEqual([]);
  });

  it('lists keys by prefix, in order, with their sizes', async () => {
    const keys = ['a/1.ts', 'a/2.ts', 'a-b/1.ts', 'a.ts', 'ab/c/d/e.ts', 'b/1.ts', 'B/1.ts'];
    for (const key of keys) await putSample(current(), key, Buffer.alloc(key.length));
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
    await expect(putSample(current(), key, Buffer.from('x'))).rejects.toMatchObject(refusal);
    await expect(current().read(key)).rejects.toMatchObject(refusal);
    await expect(current().head(key)).rejects.toMatchObject(refusal);
    await expect(current().delete(key)).rejects.toMatchObject(refusal);
  });
}
