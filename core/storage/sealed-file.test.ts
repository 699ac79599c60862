import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ByteRange } from './blob-store.ts';
import { readSealedFile, SEALED_FILE_KEY_BYTES, SealedFile } from './sealed-file.ts';

const key = randomBytes(SEALED_FILE_KEY_BYTES);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealed-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function seal(...pieces: readonly Uint8Array[]): Promise<string> {
  files += 1;
  const path = join(folder, 'deep', String(files));
  const file = await SealedFile.create(path, key);
  for (const piece of pieces) await file.write(piece);
  await file.finish();
  return path;
}

async function read(path: string, range?: ByteRange): Promise<Buffer> {
  const reader = await readSealedFile(path, key, range);
  const pieces: Uint8Array[] = [];
  for await (const piece of reader.chunks()) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('a sealed file', () => {
  it('gives back any range, however it was written', async () => {
    const plain = randomBytes(600_000);
    const path = await seal(
      plain.subarray(0, 5),
      plain.subarray(5, 300_001),
      plain.subarray(300_001),
    );
    expect((await read(path)).equals(plain)).toBe(true);
    await fc.assert(
      fc.asyncProperty(fc.nat(plain.length - 1), fc.nat(70_000), async (start, length) => {
        const end = Math.min(plain.length, start + 1 + length);
        expect((await read(path, { start, end })).equals(plain.subarray(start, end))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('holds nothing of what was written', async () => {
    const plain = Buffer.from('a picture of the payroll'.repeat(100));
    const path = await seal(plain);
    const stored = await readFile(path);
    expect(stored).toHaveLength(16 + plain.length);
    expect(stored.includes('payroll')).toBe(false);
    expect((await readSealedFile(path, randomBytes(32))).size).toBe(plain.length);
  });

  it('can be empty, and refuses to begin where one is', async () => {
    const path = await seal();
    expect(await read(path)).toHaveLength(0);
    await expect(SealedFile.create(path, key)).rejects.toMatchObject({ code: 'EEXIST' });
  });

  it('says that it is not there', async () => {
    await expect(readSealedFile(join(folder, 'none'), key)).rejects.toMatchObject({
      code: 'blob-missing',
    });
  });
});
