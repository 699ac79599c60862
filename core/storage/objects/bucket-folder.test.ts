import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeBlobStore } from '../blob-store-contract.ts';
import { entriesOf, KEY, keysOf, putSample, readAll } from '../contract/sample-blobs.ts';
import { FolderStore } from '../folder-store.ts';
import { S3Store } from '../remote/s3-store.ts';
import { openTestTos, PATIENT } from '../testing/open-test-tos.ts';
import { newBucket, startSwift } from '../testing/swift/start-swift.ts';
import { BucketFolder } from './bucket-folder.ts';
import type { ObjectStore } from './object-store.ts';

const PART = 100_000;
const swift = await startSwift();
if (swift === null) console.info('OpenStack Swift is not installed: objects are not tried on it.');
afterAll(() => swift?.stop());

async function onTos() {
  const { store: bucket, dispose } = await openTestTos(PATIENT);
  const store = new BucketFolder(bucket, 'packages', { partBytes: PART });
  return { bucket, store, dispose };
}

async function onSwift() {
  if (swift === null) throw new Error('skipped');
  const bucket = new S3Store(await newBucket(swift));
  const store = new BucketFolder(bucket, 'packages', { partBytes: PART });
  return { bucket, store, dispose: () => bucket.close() };
}

async function inFolder() {
  const root = await mkdtemp(join(tmpdir(), 'objects-'));
  const store = new FolderStore(root);
  return { bucket: store, store, dispose: () => rm(root, { recursive: true }) };
}

describeBlobStore('BucketFolder', onTos);

describe.each([
  ['a folder', inFolder],
  ['TOS', onTos],
  ['Swift', onSwift],
] as const)('a file of any size in %s', (place, factory) => {
  const isSkipped = place === 'Swift' && swift === null;
  let store: ObjectStore;
  let dispose: () => Promise<void>;
  let scratch: string;
  beforeEach(async () => {
    if (isSkipped) return;
    ({ store, dispose } = await factory());
    scratch = await mkdtemp(join(tmpdir(), 'objects-scratch-'));
  });
  afterEach(async () => {
    if (isSkipped) return;
    await dispose();
    await rm(scratch, { recursive: true });
  });

  async function adopt(bytes: Uint8Array, key = KEY): Promise<string> {
    const path = join(scratch, 'file');
    await writeFile(path, bytes);
    await store.adopt(key, path);
    return path;
  }

  it.skipIf(isSkipped).each([0, 1, PART, PART + 1, 3 * PART, 350_001])(
    'is taken over whole, and is one blob: %i bytes',
    async (size) => {
      const bytes = randomBytes(size);
      const path = await adopt(bytes);
      expect(existsSync(path)).toBe(false);
      expect((await readAll(store, KEY)).equals(bytes)).toBe(true);
      expect(await store.head(KEY)).toMatchObject({ size });
      expect((await entriesOf(store, '')).map(({ key, size: all }) => [key, all])).toEqual([
        [KEY, size],
      ]);
      // Whoever was killed before the file was gone, or after, does it again.
      await store.adopt(KEY, path);
      await writeFile(path, bytes);
      await store.adopt(KEY, path);
      expect((await readAll(store, KEY)).equals(bytes)).toBe(true);
      await store.delete(KEY);
      expect(await store.head(KEY)).toBeNull();
      expect(await keysOf(store, '')).toEqual([]);
    },
  );

  it.skipIf(isSkipped)('gives any range, and says the size of the whole', async () => {
    const bytes = randomBytes(350_001);
    await adopt(bytes);
    await putSample(store, `${KEY}.other`, Buffer.from('another'));
    const reader = await store.read(KEY, { start: 5, end: 250_000 });
    expect(reader.size).toBe(350_001);
    await reader.close();
    await fc.assert(
      fc.asyncProperty(fc.nat(350_000), fc.nat(), async (start, length) => {
        const end = start + 1 + (length % (bytes.length - start));
        expect((await readAll(store, KEY, { start, end })).equals(bytes.subarray(start, end))).toBe(
          true,
        );
      }),
      { numRuns: 20 },
    );
    await expect(store.read(KEY, { start: 0, end: 350_002 })).rejects.toMatchObject({
      code: 'range-not-satisfiable',
    });
  });

  it.skipIf(isSkipped)('is missing when neither file nor blob is there', async () => {
    const missing = { code: 'blob-missing' };
    await expect(store.adopt(KEY, join(scratch, 'none'))).rejects.toMatchObject(missing);
    await expect(store.read(KEY)).rejects.toMatchObject(missing);
  });
});

describe('a large file in a bucket', () => {
  it('ends when it is given up', async () => {
    const { store, dispose } = await onTos();
    const scratch = await mkdtemp(join(tmpdir(), 'objects-scratch-'));
    try {
      const path = join(scratch, 'file');
      await writeFile(path, randomBytes(2 * PART));
      const giving = new AbortController();
      giving.abort(new Error('given up'));
      await expect(store.adopt(KEY, path, giving.signal)).rejects.toThrow('given up');
      expect(existsSync(path)).toBe(true);
      expect(await store.head(KEY)).toBeNull();
    } finally {
      await rm(scratch, { recursive: true });
      await dispose();
    }
  });

  it('lies beside other kinds, and neither knows of the other', async () => {
    const { bucket, store, dispose } = await onTos();
    const other = new BucketFolder(bucket, 'packages-of-others');
    await putSample(store, KEY, Buffer.from('x'));
    expect(await keysOf(other, '')).toEqual([]);
    expect(await keysOf(store, '')).toEqual([KEY]);
    await dispose();
  });
});
