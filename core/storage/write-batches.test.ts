import { randomBytes } from 'node:crypto';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeBatches } from './write-batches.ts';

describe('writeBatches', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'write-batches-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('writes all chunks in their order, and shows each before it is written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(900_000), { maxLength: 8 }), async (sizes) => {
        const chunks = sizes.map((size) => randomBytes(size));
        const seen: Uint8Array[] = [];
        const path = join(folder, 'file');
        const file = await open(path, 'w');
        await writeBatches(file, of(chunks), (chunk) => seen.push(chunk));
        await file.close();
        expect((await readFile(path)).equals(Buffer.concat(chunks))).toBe(true);
        expect(seen).toEqual(chunks);
      }),
      { numRuns: 20 },
    );
  });

  it('goes on where the file ends', async () => {
    const path = join(folder, 'resumed');
    for (const flags of ['w', 'a']) {
      const file = await open(path, flags);
      await writeBatches(file, of([Buffer.from('half ')]), () => undefined);
      await file.close();
    }
    expect(await readFile(path, 'utf8')).toBe('half half ');
  });

  it('stops when the looker throws, with no write under way', async () => {
    const file = await open(join(folder, 'stopped'), 'w');
    // Large enough that its write is surely not done yet when the next chunk is looked at.
    const chunks = [Buffer.alloc(100_000_000), Buffer.alloc(1)];
    let seen = 0;
    const writing = writeBatches(file, of(chunks), () => {
      seen += 1;
      if (seen === 2) throw new Error('enough');
    });
    await expect(writing).rejects.toThrow('enough');
    expect((await file.stat()).size).toBe(100_000_000);
    await file.close();
  });

  it.runIf(process.platform === 'linux')('says that the disk is full', async () => {
    for (const sizes of [[10], [2_000_000, 2_000_000]]) {
      const file = await open('/dev/full', 'w');
      const chunks = sizes.map((size) => Buffer.alloc(size));
      await expect(writeBatches(file, of(chunks), () => undefined)).rejects.toMatchObject({
        code: 'storage-full',
      });
      await file.close();
    }
  });
});

async function* of(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
