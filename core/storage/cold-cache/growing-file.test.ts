import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PiecePool } from '../piece-pool.ts';
import { GrowingFile, WriteBehind } from './growing-file.ts';

const CHUNK = 60_000;
const MIB = 1024 * 1024;
const pieces = new PiecePool();
/** No memory: all goes to the disk at once. */
const parts = () => ({ pieces, memory: new WriteBehind(0) });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workcompanion-growing-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('gives what just came from memory, and what came long ago from the disk', async () => {
  const content = randomBytes(50 * CHUNK + 1_234);
  const path = join(folder, 'one');
  const file = await GrowingFile.create(path, content.length, parts());
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
  const got: Uint8Array[] = [];
  for (let at = 0; at < content.length; at += got.at(-1)?.length ?? 0) got.push(await read(at));
  expect(Buffer.concat(got).equals(content)).toBe(true);
  await file.close();
  expect((await readFile(path)).equals(content)).toBe(true);
});

test('lets the source wait for who follows, who then reads nothing from the disk', async () => {
  const content = Buffer.alloc(6 * MIB, 1);
  const file = await GrowingFile.create(join(folder, 'two'), content.length, parts());
  const fill = async () => {
    for (let at = 0; at < content.length; at += CHUNK) {
      await file.append(content.subarray(at, at + CHUNK));
    }
    await file.flush();
    file.release();
  };
  const filled = fill();
  let fromDisk = 0;
  for (let at = 0; at < content.length; ) {
    const piece = await file.read({ at, end: content.length }, () => false);
    if (piece.buffer !== content.buffer) fromDisk += 1;
    at += piece.length;
    for (let turn = 0; turn < 20; turn += 1) await new Promise((next) => setImmediate(next));
  }
  expect(fromDisk).toBe(0);
  await filled;
  await file.close();
});

test('does not wait long for who reads nothing', async () => {
  const content = Buffer.alloc(6 * MIB, 1);
  const file = await GrowingFile.create(join(folder, 'three'), content.length, parts());
  const since = performance.now();
  for (let at = 0; at < content.length; at += CHUNK) {
    await file.append(content.subarray(at, at + CHUNK));
  }
  expect(performance.now() - since).toBeGreaterThan(200);
  file.release();
  const first = await file.read({ at: 0, end: content.length }, () => false);
  expect(content.subarray(0, first.length).equals(first)).toBe(true);
  await file.close();
});

test('writes behind who reads, as long as there is memory', async () => {
  const content = randomBytes(3 * MIB);
  const memory = new WriteBehind(2 * MIB);
  const path = join(folder, 'four');
  const file = await GrowingFile.create(path, content.length, { pieces, memory });
  const fill = async (from: number, to: number) => {
    for (let at = from; at < to; at += CHUNK) {
      await file.append(content.subarray(at, Math.min(at + CHUNK, to)));
    }
  };
  const since = performance.now();
  await fill(0, 2 * MIB);
  // Nobody reads, and nothing was written; both wait for nobody.
  expect(performance.now() - since).toBeLessThan(200);
  expect((await stat(path)).size).toBe(0);
  expect(memory.isFull).toBe(false);
  const first = await file.read({ at: 0, end: content.length }, () => false);
  expect(first.buffer).toBe(content.buffer);
  await fill(2 * MIB, content.length);
  expect((await stat(path)).size).toBeGreaterThan(0);
  await file.flush();
  expect((await readFile(path)).equals(content)).toBe(true);
  file.release();
  await file.close();
  memory.hold(2 * MIB);
  expect(memory.isFull).toBe(false);
});

test('gives its memory back when it fails, written or not', async () => {
  const memory = new WriteBehind(MIB);
  const path = join(folder, 'five');
  const file = await GrowingFile.create(path, 4 * MIB, { pieces, memory });
  await file.append(Buffer.alloc(MIB));
  file.fail(new Error('the archive went away'));
  await file.close();
  memory.hold(MIB);
  expect(memory.isFull).toBe(false);
});
