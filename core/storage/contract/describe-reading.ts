import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BlobStore } from '../blob-store.ts';
import { drain, KEY, putSample, readAll } from './sample-blobs.ts';

/** Part of the blob store contract: ranges, and readers that are left at any point. */
export function describeReading(current: () => BlobStore): void {
  it('reads any range', async () => {
    const bytes = randomBytes(700_000);
    await putSample(current(), KEY, bytes);
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
    await putSample(current(), KEY, Buffer.from('0123456789'));
    const reader = await current().read(KEY, { start: 2, end: 4 });
    expect(reader.size).toBe(10);
    await reader.close();
  });

  it('gives pieces of at most 256 KiB', async () => {
    await putSample(current(), KEY, randomBytes(1_000_000));
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
    await putSample(current(), KEY, Buffer.from('0123456789'));
    await expect(current().read(KEY, { start, end })).rejects.toMatchObject({
      code: 'range-not-satisfiable',
    });
  });

  it('says that a blob is missing', async () => {
    await expect(current().read(KEY)).rejects.toMatchObject({ code: 'blob-missing' });
    expect(await current().head(KEY)).toBeNull();
  });

  it('may be closed at any time, and twice', async () => {
    await putSample(current(), KEY, randomBytes(1_000_000));
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
    await putSample(current(), KEY, randomBytes(3_000_000));
    const reader = await current().read(KEY);
    const pieces = reader.chunks()[Symbol.asyncIterator]();
    await pieces.next();
    await reader.close();
    await expect(exhaust(pieces)).rejects.toThrow();
  });
}

async function exhaust(pieces: AsyncIterator<Uint8Array>): Promise<void> {
  while ((await pieces.next()).done !== true);
}
