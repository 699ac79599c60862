import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeBlobStore } from '../blob-store-contract.ts';
import {
  chunksOf,
  entriesOf,
  expectedOf,
  KEY,
  keysOf,
  md5Of,
  putSample,
  readAll,
} from '../contract/sample-blobs.ts';
import { openTestTos, PATIENT, patientOptionsFor } from '../testing/open-test-tos.ts';
import type { TosServer } from '../testing/tos-server/start-tos-server.ts';
import { TosStore } from './tos-store.ts';

describeBlobStore('TosStore', () => openTestTos(PATIENT));

describe('TosStore', () => {
  const bytes = randomBytes(300_000);
  const other = randomBytes(300_000);
  let server: TosServer;
  let store: TosStore;
  let dispose: () => Promise<void>;
  beforeEach(async () => {
    ({ server, store, dispose } = await openTestTos(PATIENT, { restoreMs: 3_600_000 }));
  });
  afterEach(() => dispose());

  const requests = (operation: string) => server.stats.requests[operation] ?? 0;

  it('tells size and sum as the store reckoned them, in heads and lists', async () => {
    await putSample(store, KEY, bytes);
    expect(await store.head(KEY)).toEqual(expectedOf(bytes));
    const [entry] = await entriesOf(store, '');
    expect(entry).toEqual({ key: KEY, ...expectedOf(bytes) });
  });

  it('asks nothing before a put that is new, and puts nothing that is there already', async () => {
    await store.put(KEY, chunksOf(bytes, 65_536), { ...expectedOf(bytes), isNew: true });
    expect(server.stats.requests).toEqual({ put: 1 });
    let left = false;
    async function* unneeded() {
      try {
        yield bytes;
      } finally {
        left = true;
      }
    }
    const source = unneeded();
    await store.put(KEY, source, expectedOf(bytes));
    expect(server.stats.requests).toEqual({ put: 1, head: 1 });
    expect((await source.next()).done).toBe(true);
    expect(left).toBe(false);
  });

  it('does not overwrite another blob unasked, and replaces it when asked', async () => {
    await putSample(store, KEY, other);
    const isNew = { ...expectedOf(bytes), isNew: true };
    await expect(store.put(KEY, chunksOf(bytes, 65_536), isNew)).rejects.toMatchObject({
      code: 'digest-mismatch',
      retryable: true,
      details: { storedCrc64: expectedOf(other).crc64 },
    });
    expect((await readAll(store, KEY)).equals(other)).toBe(true);
    await store.put(KEY, chunksOf(bytes, 65_536), expectedOf(bytes));
    expect((await readAll(store, KEY)).equals(bytes)).toBe(true);
  });

  it('lets the store check an MD5, and never ends a body whose sum is wrong without one', async () => {
    const wrong = { ...expectedOf(bytes), md5: md5Of(other) };
    await expect(store.put(KEY, chunksOf(bytes, 65_536), wrong)).rejects.toMatchObject({
      code: 'digest-mismatch',
      details: { reason: 'BadDigest', status: 400 },
    });
    for (const step of [65_536, bytes.length]) {
      const received = server.stats.bytesIn;
      await expect(store.put(KEY, chunksOf(other, step), expectedOf(bytes))).rejects.toMatchObject({
        code: 'digest-mismatch',
      });
      await delay(50);
      expect(server.stats.bytesIn - received).toBeLessThan(bytes.length);
    }
    expect(server.objects.size).toBe(0);
  });

  it('lists more than a page', async () => {
    const keys = Array.from(
      { length: 2300 },
      (_, index) => `list/${String(index).padStart(5, '0')}`,
    );
    const put = async (key: string) =>
      store.put(key, chunksOf(bytes.subarray(0, 10), 10), {
        ...expectedOf(bytes.subarray(0, 10)),
        isNew: true,
      });
    for (let at = 0; at < keys.length; at += 50) {
      await Promise.all(keys.slice(at, at + 50).map(put));
    }
    expect(await keysOf(store, 'list/')).toEqual(keys);
    expect(requests('list')).toBe(3);
  });

  it('stores into the class it was told, and reads from an archive only what was restored', async () => {
    const archive = new TosStore({ ...patientOptionsFor(server), storageClass: 'COLD_ARCHIVE' });
    await putSample(archive, KEY, bytes);
    expect(server.objects.get(KEY)?.storageClass).toBe('COLD_ARCHIVE');
    await expect(archive.read(KEY)).rejects.toMatchObject({ code: 'restore-needed' });
    expect(await archive.restoreState(KEY)).toEqual({ kind: 'frozen' });
    await archive.restore(KEY, { days: 2, tier: 'expedited' });
    await archive.restore(KEY, { days: 2, tier: 'expedited' });
    expect(await archive.restoreState(KEY)).toEqual({ kind: 'restoring' });
    const object = server.objects.get(KEY);
    if (object?.restore) object.restore = { ...object.restore, readyAtMs: Date.now() };
    expect(await archive.restoreState(KEY)).toEqual({
      kind: 'readable',
      untilMs: expect.any(Number),
    });
    expect((await readAll(archive, KEY)).equals(bytes)).toBe(true);
    await expect(archive.restore('none', { days: 1, tier: 'bulk' })).rejects.toMatchObject({
      code: 'blob-missing',
    });
    await archive.close();
  });

  it('knows of a blob that can be read at once that it can', async () => {
    await putSample(store, KEY, bytes);
    expect(await store.restoreState(KEY)).toEqual({ kind: 'readable', untilMs: null });
    await expect(store.restoreState('none')).rejects.toMatchObject({ code: 'blob-missing' });
  });

  it('keeps to few connections, also when much is missing', async () => {
    for (let index = 0; index < 100; index += 1) {
      await expect(store.read(`none/${index}`)).rejects.toMatchObject({ code: 'blob-missing' });
      expect(await store.head(`none/${index}`)).toBeNull();
    }
    expect(server.stats.connectionsEver).toBe(1);
  });

  it('waits for a place when all its connections are busy', async () => {
    const narrow = new TosStore({ ...patientOptionsFor(server), connections: 2 });
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => putSample(narrow, `many/${index}`, bytes)),
    );
    expect(server.objects.size).toBe(12);
    expect(server.stats.connectionsEver).toBeLessThanOrEqual(2);
    await narrow.close();
  });
});
