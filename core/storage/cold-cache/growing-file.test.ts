import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GrowingFile } from './growing-file.ts';

const CHUNK = 60_000;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workcompanion-growing-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('gives what just came from memory, and what came long ago from the disk', async () => {
  const content = randomBytes(50 * CHUNK + 1_234);
  const path = join(folder, 'one');
  const file = await GrowingFile.create(path, content.length);
  const read = (at: number) => file.read({ at, end: content.length }, () => false);
  const first = content.subarray(0, CHUNK);
  const appended = file.append(first);
  expect((await read(10)).buffer).toBe(content.buffer);
  await appended;
  for (let at = CHUNK; at < content.length; at += CHUNK) {
    await file.append(content.subarray(at, at + CHUNK));
    // Not the last 64 KiB, which are held back.
    const upTo = Math.min(at, content.length - 70_000);
    const piece = Buffer.from(await read(upTo));
    expect(piece.equals(content.subarray(upTo, upTo + piece.length))).toBe(true);
  }
  await file.flush();
  const old = await read(10);
  expect(old.buffer).not.toBe(content.buffer);
  expect(Buffer.from(old).equals(content.subarray(10, 10 + old.length))).toBe(true);
  file.release();
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < content.length; at += pieces.at(-1)?.length ?? 0)
    pieces.push(await read(at));
  expect(Buffer.concat(pieces).equals(content)).toBe(true);
  await file.close();
  expect((await readFile(path)).equals(content)).toBe(true);
});
