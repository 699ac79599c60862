import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../errors.ts';
import type { BlobReader } from '../blob-store.ts';
import { drain } from '../contract/sample-blobs.ts';
import { type ColdCacheFixture, openColdCacheFixture } from './testing/cold-cache-fixture.ts';

const MB = 1_000_000;
const viewer = 'ada';

let fixture: ColdCacheFixture;
beforeEach(async () => {
  fixture = await openColdCacheFixture();
});
afterEach(async () => {
  await expect.poll(() => fixture.openFiles()).toEqual([]);
  await fixture.dispose();
});

/** What came before the failure, and the failure. */
async function torn(reader: BlobReader): Promise<{ bytes: number; error: unknown }> {
  let bytes = 0;
  try {
    for await (const piece of reader.chunks()) bytes += piece.length;
  } catch (error) {
    return { bytes, error };
  }
  return { bytes, error: null };
}

describe('a cold blob', () => {
  it('is fetched once, kept, and read from the folder from then on', async () => {
    const { blob, bytes } = await fixture.store(3 * MB);
    const cache = await fixture.open();
    expect((await drain(await cache.read({ blob, viewer }))).equals(bytes)).toBe(true);
    await expect.poll(() => cache.has(blob.key)).toBe(true);
    expect(await fixture.halves()).toEqual([]);
    const [name = ''] = await fixture.files();
    expect((await readFile(join(fixture.folder, name))).equals(bytes)).toBe(true);
    expect((await drain(await cache.read({ blob, viewer }))).equals(bytes)).toBe(true);
    expect(fixture.gets()).toBe(1);
    expect(cache.state).toMatchObject({ count: 1, storedBytes: 3 * MB, fetching: 0 });
  });

  it('is not kept when it was to be forgotten while it came', async () => {
    const { blob, bytes } = await fixture.store(3 * MB);
    const cache = await fixture.open();
    const reader = await cache.read({ blob, viewer });
    expect(cache.keys()).toEqual([blob.key]);
    await cache.discard(blob.key);
    expect((await drain(reader)).equals(bytes)).toBe(true);
    await expect.poll(() => cache.state.fetching).toBe(0);
    await expect.poll(() => fixture.files()).toEqual([]);
    expect(cache.has(blob.key)).toBe(false);
  });

  it('comes from another store than the archive where that is asked for', async () => {
    const { blob, bytes } = await fixture.store(MB);
    const lost = { read: () => Promise.reject(new AppError('blob-missing', 'not there')) };
    const cache = await fixture.open(undefined, lost);
    const source = fixture.archive;
    expect((await drain(await cache.read({ blob, viewer, source }))).equals(bytes)).toBe(true);
    await expect.poll(() => cache.has(blob.key)).toBe(true);
    expect((await drain(await cache.read({ blob, viewer }))).equals(bytes)).toBe(true);
    expect(fixture.gets()).toBe(1);
  });

  it.each([1, 65_535, 65_536, 65_537])('of %d bytes comes whole', async (size) => {
    const { blob, bytes } = await fixture.store(size);
    const cache = await fixture.open();
    expect((await drain(await cache.read({ blob, viewer }))).equals(bytes)).toBe(true);
  });

  it('costs one download however many want it, and they read while it comes', async () => {
    const { blob, bytes } = await fixture.store(4 * MB);
    fixture.server.addFault({ operation: 'get', fault: { kind: 'slow', bytesPerSecond: 8 * MB } });
    const cache = await fixture.open();
    const started = performance.now();
    const firsts: number[] = [];
    const reads = Array.from({ length: 50 }, async (_, index) => {
      await delay(index * 4);
      const range = index % 2 === 0 ? undefined : { start: index * 10_000, end: 4 * MB - index };
      const reader = await cache.read({ blob, viewer: `viewer-${index}`, range });
      const pieces: Uint8Array[] = [];
      for await (const piece of reader.chunks()) {
        if (pieces.length === 0) firsts.push(performance.now() - started);
        pieces.push(piece);
      }
      return Buffer.concat(pieces).equals(bytes.subarray(range?.start, range?.end));
    });
    expect(new Set(await Promise.all(reads))).toEqual(new Set([true]));
    const took = performance.now() - started;
    expect(fixture.gets()).toBe(1);
    // All had begun before the last byte had come.
    expect(Math.max(...firsts)).toBeLessThan(took);
  });

  it('is fetched again after its file was deleted or cut behind our back', async () => {
    const { blob, bytes } = await fixture.store(MB);
    const cache = await fixture.open();
    await drain(await cache.read({ blob, viewer }));
    await expect.poll(() => cache.has(blob.key)).toBe(true);
    const [name = ''] = await fixture.files();
    await rm(join(fixture.folder, name));
    expect((await drain(await cache.read({ blob, viewer }))).equals(bytes)).toBe(true);
    await expect.poll(() => cache.has(blob.key)).toBe(true);
    await writeFile(join(fixture.folder, name), 'short');
    const range = { start: 900_000, end: 900_010 };
    const piece = await drain(await cache.read({ blob, viewer, range }));
    expect(piece.equals(bytes.subarray(900_000, 900_010))).toBe(true);
    expect(fixture.gets()).toBe(3);
  });
});

describe('a blob that is not the catalogue’s', () => {
  it('reaches nobody whole and is never kept', async () => {
    const { blob } = await fixture.store(2 * MB);
    // Any half byte of the sum; the store finds its own sum in order.
    const other = { ...blob, crc64: String((BigInt(blob.crc64) + 1n) % 2n ** 64n) };
    const cache = await fixture.open();
    const readers = await Promise.all(
      [1, 2, 3].map((n) => cache.read({ blob: other, viewer: `v${n}` })),
    );
    for (const { bytes, error } of await Promise.all(readers.map(torn))) {
      expect(error).toMatchObject({ code: 'digest-mismatch' });
      expect(bytes).toBeLessThanOrEqual(2 * MB - 65_536);
    }
    expect(await fixture.files()).toEqual([]);
    await expect.poll(() => fixture.halves()).toEqual([]);
    expect(fixture.problems).toHaveLength(1);
  });

  it('is found out by a better check than its sum, where the reader brings one', async () => {
    const { blob, bytes } = await fixture.store(2 * MB);
    const checkBy = (digest: string) => () => {
      const sha256 = createHash('sha256');
      return {
        update: async (chunk: Uint8Array) => void sha256.update(chunk),
        async finish() {
          if (sha256.digest('hex') !== digest) throw new AppError('digest-mismatch', 'another');
        },
        end() {},
      };
    };
    // The sum of the catalogue is not even looked at.
    const other = { ...blob, crc64: '1' };
    const cache = await fixture.open();
    const wrong = await cache.read({ blob: other, viewer, check: checkBy('00') });
    expect(wrong.isProved).toBe(true);
    const { bytes: given, error } = await torn(wrong);
    expect(error).toMatchObject({ code: 'digest-mismatch' });
    expect(given).toBeLessThanOrEqual(2 * MB - 65_536);
    expect(await fixture.files()).toEqual([]);
    const right = createHash('sha256').update(bytes).digest('hex');
    const reader = await cache.read({ blob: other, viewer, check: checkBy(right) });
    const joined = await cache.read({ blob: other, viewer: 'bob' });
    expect(joined.isProved).toBe(true);
    for (const one of [reader, joined]) expect((await drain(one)).equals(bytes)).toBe(true);
    await expect.poll(() => cache.has(blob.key)).toBe(true);
    const kept = await cache.read({ blob: other, viewer });
    expect(kept.isProved).toBeUndefined();
    await kept.close();
  });

  it('is told in words once it failed twice, without another download', async () => {
    const { blob } = await fixture.store(MB);
    fixture.server.addFault({ operation: 'get', fault: { kind: 'flip-download' } });
    const cache = await fixture.open();
    for (let round = 0; round < 2; round += 1) {
      const { error } = await torn(await cache.read({ blob, viewer }));
      expect(error).toMatchObject({ code: 'digest-mismatch' });
    }
    await expect(cache.read({ blob, viewer })).rejects.toMatchObject({ code: 'digest-mismatch' });
    expect(fixture.gets()).toBe(2);
  });

  it('is read rightly when only the line was at fault', async () => {
    const { blob, bytes } = await fixture.store(MB);
    fixture.server.addFault({ operation: 'get', times: 1, fault: { kind: 'flip-download' } });
    const cache = await fixture.open();
    await torn(await cache.read({ blob, viewer }));
    expect((await drain(await cache.read({ blob, viewer }))).equals(bytes)).toBe(true);
  });

  it('is refused before its first byte when its size differs', async () => {
    const { blob } = await fixture.store(MB);
    const cache = await fixture.open();
    const other = { ...blob, size: MB + 16 };
    await expect(cache.read({ blob: other, viewer })).rejects.toMatchObject({
      code: 'digest-mismatch',
    });
    await expect(
      cache.read({ blob: { ...blob, size: MB - 1 }, viewer, range: { start: 0, end: MB } }),
    ).rejects.toMatchObject({ code: 'range-not-satisfiable' });
  });
});

describe('a download that fails', () => {
  it.each([
    ['is cut', { kind: 'cut-response', afterBytes: 600_000 } as const],
    ['stalls', { kind: 'stall-response', afterBytes: 600_000 } as const],
  ])(
    'tells all its readers when it %s, leaves nothing, and goes well next time',
    async (_, fault) => {
      const { blob, bytes } = await fixture.store(2 * MB);
      fixture.server.addFault({ operation: 'get', times: 1, fault });
      const cache = await fixture.open();
      const readers = await Promise.all([1, 2].map((n) => cache.read({ blob, viewer: `v${n}` })));
      for (const { error } of await Promise.all(readers.map(torn))) {
        expect(error).toMatchObject({ code: 'unavailable' });
      }
      await expect.poll(() => fixture.halves()).toEqual([]);
      expect((await drain(await cache.read({ blob, viewer }))).equals(bytes)).toBe(true);
    },
  );

  it.each([
    ['is missing', { kind: 'status', status: 404, code: 'NoSuchKey' }, 'blob-missing'],
    ['is frozen', { kind: 'status', status: 403, code: 'InvalidObjectState' }, 'restore-needed'],
    ['is out of reach', { kind: 'status', status: 503, code: 'X' }, 'unavailable'],
  ] as const)('is told before the first byte when the blob %s', async (_, fault, code) => {
    const { blob } = await fixture.store(MB);
    fixture.server.addFault({ operation: 'get', fault });
    const cache = await fixture.open();
    await expect(cache.read({ blob, viewer })).rejects.toMatchObject({ code });
    expect(cache.state.fetching).toBe(0);
  });
});

describe('viewers who leave', () => {
  it('stop the download when they were all, and so can begin anew', async () => {
    const { blob, bytes } = await fixture.store(20 * MB);
    fixture.server.addFault({
      operation: 'get',
      times: 1,
      fault: { kind: 'slow', bytesPerSecond: 4 * MB },
    });
    const cache = await fixture.open();
    const [one, two] = await Promise.all([
      cache.read({ blob, viewer: 'one' }),
      cache.read({ blob, viewer: 'two' }),
    ]);
    await one.chunks()[Symbol.asyncIterator]().next();
    await one.close();
    expect(cache.state.fetching).toBe(1);
    await two.close();
    expect(cache.state.fetching).toBe(0);
    await expect.poll(() => fixture.server.stats.inFlight).toBe(0);
    await expect.poll(() => fixture.halves()).toEqual([]);
    expect(fixture.server.stats.bytesOut).toBeLessThan(10 * MB);
    expect((await drain(await cache.read({ blob, viewer }))).equals(bytes)).toBe(true);
  });

  it('leave a download that is nearly done to end by itself', async () => {
    const { blob } = await fixture.store(4 * MB);
    fixture.server.addFault({ operation: 'get', fault: { kind: 'slow', bytesPerSecond: 8 * MB } });
    const cache = await fixture.open();
    const reader = await cache.read({ blob, viewer });
    let bytes = 0;
    for await (const piece of reader.chunks()) {
      bytes += piece.length;
      if (bytes > 2.5 * MB) break;
    }
    await expect.poll(() => cache.has(blob.key)).toBe(true);
    expect(fixture.gets()).toBe(1);
  });

  it('are let go by their signal, while they wait and while they read', async () => {
    const { blob } = await fixture.store(20 * MB);
    fixture.server.addFault({ operation: 'get', fault: { kind: 'slow', bytesPerSecond: MB } });
    const cache = await fixture.open();
    const leaving = new AbortController();
    const reader = await cache.read({ blob, viewer, signal: leaving.signal });
    const rest = torn(reader);
    await delay(50);
    leaving.abort();
    expect((await rest).error).toMatchObject({ code: 'unavailable' });
    await expect.poll(() => fixture.server.stats.inFlight).toBe(0);
    await expect(cache.read({ blob, viewer, signal: leaving.signal })).rejects.toThrow();

    fixture.server.clearFaults();
    fixture.server.addFault({ operation: 'get', fault: { kind: 'hang' } });
    const soon = new AbortController();
    const waiting = cache.read({ blob, viewer, signal: soon.signal });
    setTimeout(() => soon.abort(), 50);
    await expect(waiting).rejects.toThrow();
    expect(cache.state.fetching).toBe(0);
  });

  it('wait for no place that they no longer want', async () => {
    fixture.server.addFault({ operation: 'get', fault: { kind: 'slow', bytesPerSecond: 2 * MB } });
    const cache = await fixture.open();
    const blobs = await Promise.all([1, 2, 3, 4, 5].map(() => fixture.store(MB)));
    const leaving = new AbortController();
    const reads = blobs.map(({ blob }, index) =>
      cache.read({ blob, viewer, ...(index === 4 && { signal: leaving.signal }) }),
    );
    leaving.abort();
    await expect(reads[4]).rejects.toThrow();
    for (const read of reads.slice(0, 4)) await drain(await read);
    expect(fixture.gets()).toBe(4);
  });
});

describe('many downloads', () => {
  it('are four at once', async () => {
    fixture.server.addFault({ operation: 'get', fault: { kind: 'slow', bytesPerSecond: 4 * MB } });
    const cache = await fixture.open();
    const blobs = await Promise.all(Array.from({ length: 9 }, () => fixture.store(MB)));
    let most = 0;
    const watching = setInterval(() => {
      most = Math.max(most, fixture.server.stats.inFlight);
    }, 5);
    await Promise.all(blobs.map(async ({ blob }) => drain(await cache.read({ blob, viewer }))));
    clearInterval(watching);
    expect(most).toBe(4);
  });

  it('let a second viewer in before all that the first has asked for', async () => {
    fixture.server.addFault({ operation: 'get', fault: { kind: 'slow', bytesPerSecond: 8 * MB } });
    const cache = await fixture.open();
    const blobs = await Promise.all(Array.from({ length: 13 }, () => fixture.store(MB)));
    const order: string[] = [];
    const read = async (index: number, who: string) => {
      const blob = blobs[index]?.blob;
      if (blob === undefined) throw new Error('no such blob');
      const reader = await cache.read({ blob, viewer: who });
      order.push(who);
      await drain(reader);
    };
    const greedy = Array.from({ length: 12 }, (_, index) => read(index, 'greedy'));
    await Promise.all([...greedy, read(12, 'modest')]);
    // Four were under way before anybody else came.
    expect(order.indexOf('modest')).toBeLessThanOrEqual(8);
  });
});

describe('a range', () => {
  it('far ahead is asked for by itself, and exactly', async () => {
    const { blob, bytes } = await fixture.store(8 * MB);
    const cache = await fixture.open();
    const range = { start: 5_000_000, end: 5_000_100 };
    const before = fixture.server.stats.bytesOut;
    expect(
      (await drain(await cache.read({ blob, viewer, range }))).equals(
        bytes.subarray(range.start, range.end),
      ),
    ).toBe(true);
    expect(fixture.server.stats.bytesOut - before).toBe(100);
    expect(cache.state.fetching).toBe(0);
  });

  it('far ahead of what comes does not wait for it', async () => {
    const { blob, bytes } = await fixture.store(8 * MB);
    fixture.server.addFault({
      operation: 'get',
      times: 1,
      fault: { kind: 'slow', bytesPerSecond: MB },
    });
    const cache = await fixture.open();
    const whole = await cache.read({ blob, viewer });
    const range = { start: 7_000_000, end: 7_500_000 };
    const part = await drain(await cache.read({ blob, viewer, range }));
    expect(part.equals(bytes.subarray(range.start, range.end))).toBe(true);
    expect(cache.has(blob.key)).toBe(false);
    await whole.close();
    await expect.poll(() => fixture.halves()).toEqual([]);
  });

  it('outside the blob can not be had', async () => {
    const { blob } = await fixture.store(100);
    const cache = await fixture.open();
    await expect(
      cache.read({ blob, viewer, range: { start: 50, end: 101 } }),
    ).rejects.toMatchObject({ code: 'range-not-satisfiable' });
  });
});

describe('the room', () => {
  it('is kept by letting go of what was not read for longest', async () => {
    const cache = await fixture.open(3.5 * MB);
    const blobs = await Promise.all([1, 2, 3, 4].map(() => fixture.store(MB)));
    const read = async (index: number) => {
      const blob = blobs[index]?.blob;
      if (blob === undefined) throw new Error('no such blob');
      await drain(await cache.read({ blob, viewer }));
      await expect.poll(() => cache.has(blob.key)).toBe(true);
    };
    for (const index of [0, 1, 2, 0, 3]) await read(index);
    expect(blobs.map(({ blob }) => cache.has(blob.key))).toEqual([true, false, true, true]);
    await expect.poll(async () => (await fixture.files()).length).toBe(3);
    expect(cache.state.storedBytes).toBe(3 * MB);
  });

  it('is never made by what is being read; then nothing is kept', async () => {
    const cache = await fixture.open(1.5 * MB);
    const [one, two] = [await fixture.store(MB), await fixture.store(MB)];
    await drain(await cache.read({ blob: one.blob, viewer }));
    await expect.poll(() => cache.has(one.blob.key)).toBe(true);
    const held = await cache.read({ blob: one.blob, viewer });
    expect((await drain(await cache.read({ blob: two.blob, viewer }))).equals(two.bytes)).toBe(
      true,
    );
    expect(cache.has(one.blob.key)).toBe(true);
    expect(cache.has(two.blob.key)).toBe(false);
    expect((await drain(held)).equals(one.bytes)).toBe(true);
    await drain(await cache.read({ blob: two.blob, viewer }));
    await expect.poll(() => cache.has(two.blob.key)).toBe(true);
  });

  it('may be less than a single blob, whose end is checked all the same', async () => {
    const { blob, bytes } = await fixture.store(MB);
    const cache = await fixture.open(1000);
    expect((await drain(await cache.read({ blob, viewer }))).equals(bytes)).toBe(true);
    const other = { ...blob, crc64: '1' };
    const { error, bytes: got } = await torn(await cache.read({ blob: other, viewer }));
    expect(error).toMatchObject({ code: 'digest-mismatch' });
    expect(got).toBeLessThan(MB);
    expect(await fixture.files()).toEqual([]);
  });
});

describe('a new start', () => {
  it('finds what is whole in the order of its use, and removes what is not', async () => {
    const blobs = await Promise.all([1, 2, 3].map(() => fixture.store(MB)));
    const before = await fixture.open();
    for (const { blob } of blobs) {
      await drain(await before.read({ blob, viewer }));
      await expect.poll(() => before.has(blob.key)).toBe(true);
    }
    const names = await fixture.files();
    for (const [index, ageMs] of [10_000, 30_000, 20_000].entries()) {
      const at = new Date(Date.now() - ageMs);
      await utimes(join(fixture.folder, names[index] ?? ''), at, at);
    }
    await mkdir(join(fixture.folder, '.incoming'), { recursive: true });
    await writeFile(join(fixture.folder, '.incoming', 'half'), 'half');

    const after = await fixture.open(2.5 * MB);
    expect(await fixture.halves()).toEqual([]);
    expect(blobs.map(({ blob }) => after.has(blob.key))).toEqual([true, false, true]);
    await expect.poll(async () => (await fixture.files()).length).toBe(2);
    const gets = fixture.gets();
    const [first] = blobs;
    if (first === undefined) throw new Error('unreachable');
    const again = await drain(await after.read({ blob: first.blob, viewer }));
    expect(again.equals(first.bytes)).toBe(true);
    expect(fixture.gets()).toBe(gets);
  });
});
