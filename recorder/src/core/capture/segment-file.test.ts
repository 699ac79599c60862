import { randomBytes } from 'node:crypto';
import { copyFile, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { SegmentDigest } from '@workcompanion/core/crypto/segment-digest';
import { KeyId, newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import { DisplayName } from '@workcompanion/core/protocol/primitives';
import { describe, expect, test } from 'vitest';
import { decrypt } from '../../testing/probe-segment.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { systemClock } from '../clock.ts';
import { finishInterrupted } from './recover-open-segments.ts';
import { SegmentFile, segmentPaths } from './segment-file.ts';
import type { SegmentHead } from './segment-notes.ts';

const START = 1_700_000_000_000_000;
const PERIOD = 200_000;
const TABLES = Buffer.alloc(376, 1);

function head(): SegmentHead {
  return {
    v: 1,
    segment: newId(SegmentId, START / 1000),
    recording: newId(RecordingId),
    display: DisplayName.parse('eDP-1'),
    sequence: 0,
    start: START,
    framePeriod: PERIOD,
    keyId: newId(KeyId),
    keyDerivation: 'hkdf-sha256-v1',
    iv: randomBytes(16).toString('hex'),
    encoder: 'test',
    policyVersion: 1,
    bootId: 'this boot',
  };
}

/** Frame `n`, of some packets that only it has. */
function frame(n: number): Buffer {
  return Buffer.alloc(188 * (1 + (n % 7)), n + 2);
}

async function openSegment(facts = head()) {
  const folder = await tempFolder();
  const key = randomBytes(16);
  const file = await SegmentFile.create(
    { folder, head: facts, key: Buffer.from(key), clock: systemClock },
    TABLES,
  );
  return { folder, key, facts, file, paths: segmentPaths(folder, facts.segment) };
}

describe('a segment on its way to the disk', () => {
  test('is a whole, closed AES-128-CBC file after every write', async () => {
    const { file, key, facts, paths } = await openSegment();
    let plain = TABLES;
    for (let n = 0; n < 20; n += 1) {
      file.add([frame(n)], START + n * PERIOD);
      plain = Buffer.concat([plain, frame(n)]);
      await file.flush();
      const cipher = await readFile(paths.part);
      expect((await decrypt(cipher, key, facts.iv)).equals(plain)).toBe(true);
    }
    await file.close(START + 20 * PERIOD);
  });

  test('closes under its final name, with the digests of what is on the disk', async () => {
    const { file, folder, paths, facts } = await openSegment();
    for (let n = 0; n < 5; n += 1) file.add([frame(n)], START + n * PERIOD);
    const closed = await file.close(START + 5 * PERIOD);
    const cipher = await readFile(paths.file);
    const digest = new SegmentDigest();
    digest.update(cipher);
    expect(closed).toEqual({ ...digest.finish(), frames: 5, duration: 5 * PERIOD });
    expect(await readdir(folder)).not.toContain(`${facts.segment}.part`);
    expect((await stat(paths.file)).mode & 0o777).toBe(0o600);
  });

  test('overwrites its key when it is closed', async () => {
    const folder = await tempFolder();
    const key = randomBytes(16);
    const options = { folder, head: head(), key, clock: systemClock };
    const file = await SegmentFile.create(options, TABLES);
    file.add([frame(0)], START);
    await file.close(START + PERIOD);
    expect(key.equals(Buffer.alloc(16))).toBe(true);
  });
});

describe('an interrupted segment', () => {
  async function interrupted(frames: number) {
    const opened = await openSegment();
    for (let n = 0; n < frames; n += 1) {
      opened.file.add([frame(n)], START + n * PERIOD);
      await opened.file.flush();
    }
    await opened.file.abandon();
    return opened;
  }

  function framesUpTo(count: number): Buffer {
    return Buffer.concat([TABLES, ...Array.from({ length: count }, (_, n) => frame(n))]);
  }

  test('is finished without its key, to the last write', async () => {
    const { folder, facts, key, paths } = await interrupted(9);
    const body = await finishInterrupted({ folder, segment: facts.segment }, 'this boot');
    expect(body).toMatchObject({
      frames: 9,
      duration: 9 * PERIOD,
      start: START,
      recovered: true,
      keyId: facts.keyId,
      keyDerivation: 'hkdf-sha256-v1',
      iv: facts.iv,
    });
    const cipher = await readFile(paths.file);
    expect(body?.bytes).toBe(cipher.length);
    expect((await decrypt(cipher, key, facts.iv)).equals(framesUpTo(9))).toBe(true);
  });

  test('is of the kind that it was begun as, also when a newer recorder finishes it', async () => {
    const { keyDerivation: _, ...older } = head();
    const { folder, file } = await openSegment(older);
    file.add([frame(0)], START);
    await file.flush();
    await file.abandon();
    const body = await finishInterrupted({ folder, segment: older.segment }, 'this boot');
    expect(body).toMatchObject({ recovered: true, keyId: older.keyId });
    expect(body).not.toHaveProperty('keyDerivation');
  });

  test('is cut back to the last whole write, wherever the file was torn', async () => {
    const { folder, facts, key, paths } = await interrupted(6);
    const kept = join(await tempFolder(), 'part');
    await copyFile(paths.part, kept);
    const notes = await readFile(paths.notes);
    const sizes = notes
      .toString()
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(JSON.parse(line).size));
    const { size } = await stat(kept);
    for (let torn = 0; torn <= size; torn += 37) {
      await copyFile(kept, paths.part);
      await truncate(paths.part, torn);
      const body = await finishInterrupted({ folder, segment: facts.segment }, 'this boot');
      const whole = sizes.filter((candidate) => candidate <= torn).length;
      expect(body?.frames ?? 0).toBe(whole);
      if (body === null) continue;
      const plain = await decrypt(await readFile(paths.file), key, facts.iv);
      expect(plain.equals(framesUpTo(whole))).toBe(true);
      await copyFile(paths.file, paths.part);
      await rm(paths.file);
    }
  });

  test('ends at the latest where the recording that was to follow begins', async () => {
    const { folder, facts } = await interrupted(3);
    const limit = START + 2.5 * PERIOD;
    const body = await finishInterrupted({ folder, segment: facts.segment, limit }, 'this boot');
    expect(body).toMatchObject({ frames: 3, duration: 2.5 * PERIOD });
  });

  test('counts after a power cut only what had been synced', async () => {
    const { folder, facts } = await interrupted(4);
    expect(await finishInterrupted({ folder, segment: facts.segment }, 'another boot')).toBeNull();
  });

  test('that was closed, but not written down, is as it was closed', async () => {
    const { folder, facts, file } = await openSegment();
    file.add([frame(0)], START);
    const closed = await file.close(START + 1_234_567);
    const body = await finishInterrupted({ folder, segment: facts.segment }, 'another boot');
    expect(body).toMatchObject({
      duration: 1_234_567,
      frames: 1,
      sha256: closed.sha256,
      recovered: false,
    });
  });
});
