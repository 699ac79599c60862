import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { describeBlobStore } from '../blob-store-contract.ts';
import {
  chunksOf,
  entriesOf,
  expectedOf,
  KEY,
  md5Of,
  putSample,
  readAll,
} from '../contract/sample-blobs.ts';
import { newBucket, startSwift } from '../testing/swift/start-swift.ts';
import { S3Store } from './s3-store.ts';

const swift = await startSwift();
if (swift === null) {
  console.info(
    'OpenStack Swift is not installed, or this is not root: the S3 tests on it are skipped.',
  );
}
afterAll(() => swift?.stop());

async function openStore(options = {}) {
  if (swift === null) throw new Error('skipped');
  const store = new S3Store({ ...(await newBucket(swift)), ...options });
  return { store, dispose: () => store.close() };
}

describe.skipIf(swift === null)('on OpenStack Swift', () => {
  describeBlobStore('S3Store', openStore);

  it('is checked by the server, and remembers the sum', async () => {
    const { store, dispose } = await openStore();
    const bytes = randomBytes(300_000);
    const other = randomBytes(300_000);
    const expected = { ...expectedOf(bytes), md5: md5Of(bytes) };
    await expect(store.put(KEY, chunksOf(other, 65_536), expected)).rejects.toMatchObject({
      code: 'digest-mismatch',
      details: { reason: 'BadDigest' },
    });
    await store.put(KEY, chunksOf(bytes, 65_536), expected);
    expect(await store.head(KEY)).toEqual(expectedOf(bytes));
    expect(await entriesOf(store, '')).toEqual([{ key: KEY, size: 300_000 }]);
    await dispose();
  });

  it('is turned away with a wrong secret, and by a bucket that is not there', async () => {
    for (const wrong of [
      { credentials: { accessKeyId: 'test:tester', secretAccessKey: 'wrong' } },
      { bucket: 'no-such-bucket' },
    ]) {
      const { store, dispose } = await openStore(wrong);
      await expect(readAll(store, KEY)).rejects.toMatchObject({ code: 'storage-refused' });
      await expect(
        store.put(KEY, chunksOf(Buffer.from('x'), 1), { ...expectedOf(Buffer.from('x')) }),
      ).rejects.toMatchObject({ code: 'storage-refused', retryable: false });
      await dispose();
    }
  });

  it('says that the server changes no class, and has the blob as it was', async () => {
    const { store, dispose } = await openStore();
    const bytes = randomBytes(300_000);
    const facts = { size: bytes.length, md5: md5Of(bytes), statement: 'a'.repeat(1_000) };
    await store.putNamed(KEY, chunksOf(bytes, 65_536), facts);
    const before = await store.stat(KEY);
    expect(before).toMatchObject({ statement: facts.statement, md5: facts.md5 });
    for (const storageClass of ['STANDARD', 'GLACIER']) {
      await expect(store.changeClass(KEY, storageClass)).rejects.toMatchObject({
        retryable: false,
      });
    }
    expect(await store.stat(KEY)).toEqual(before);
    expect((await readAll(store, KEY)).equals(bytes)).toBe(true);
    await dispose();
  });

  it('says that the server takes no conditions', async () => {
    const { store, dispose } = await openStore({ conditionalPuts: true });
    await expect(putSample(store, KEY, Buffer.from('x'))).rejects.toMatchObject({
      code: 'storage-refused',
      details: { reason: 'NotImplemented' },
    });
    await dispose();
  });
});
