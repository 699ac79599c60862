import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import { TEST_TOKEN, TestPortal } from '../../testing/test-portal.ts';
import { openRecorder } from '../open-recorder.ts';
import type { RecorderOptions } from '../recorder-parts.ts';
import { x11Screen } from '../x11/x11-screen.ts';

async function setUp() {
  const folder = await tempFolder();
  const portal = await TestPortal.start();
  onTestFinished(() => portal.offline());
  const options: RecorderOptions = {
    folder,
    server: portal.url,
    token: TEST_TOKEN,
    trust: {},
    ffmpeg: 'ffmpeg',
    screen: x11Screen(':0'),
    log: pino({ level: 'silent' }),
  };
  const open = async (change: Partial<RecorderOptions> = {}) => {
    const parts = await openRecorder({ ...options, ...change });
    await parts.disconnect();
    parts.close();
    return parts;
  };
  return { folder, portal, open };
}

describe('enrolment', () => {
  test('makes the device known once, with a key that only its owner can read', async () => {
    const { folder, portal, open } = await setUp();
    const { enrolment } = await open();
    expect(enrolment).toMatchObject({
      personName: 'Test Person',
      server: portal.url,
      signingKey: portal.state.signing.publicKey,
    });
    const path = join(folder, 'device.json');
    const kept = await readFile(path, 'utf8');
    expect((await stat(path)).mode & 0o777).toBe(0o600);

    await portal.offline();
    await open({ token: undefined });
    expect(await readFile(path, 'utf8')).toBe(kept);
    expect(portal.state.devices.size).toBe(1);
  });

  describe('on a copy of a computer', () => {
    const office = { installation: 'a', hardware: 'h', hostname: 'PC-1' };
    const clone = { installation: 'a', hardware: 'i', hostname: 'PC-2' };

    test('is made anew, and nothing is signed or uploaded as the original', async () => {
      const { folder, portal, open } = await setUp();
      await open({ machine: office });
      const original = await readFile(join(folder, 'device.json'), 'utf8');
      await writeFile(join(folder, 'segments', '0197c6a0-0000-7000-8000-000000000000.ts'), 'x');
      const entries = portal.state.statements.size;
      await open({ machine: clone });
      expect(portal.state.devices.size).toBe(2);
      expect(portal.state.statements.size).toBe(entries);
      const copied = (await readdir(folder)).find((name) => name.startsWith('copied-device-2'));
      expect(await readFile(join(folder, copied ?? '', 'device.json'), 'utf8')).toBe(original);
      expect(await readdir(join(folder, copied ?? '', 'segments'))).toHaveLength(1);
      expect(await readdir(join(folder, 'segments'))).toEqual([]);
      await open({ machine: clone, token: undefined });
      expect(portal.state.devices.size).toBe(2);
    });

    test('waits for a token, and changes nothing meanwhile', async () => {
      const { folder, open } = await setUp();
      await open({ machine: office });
      const before = await readdir(folder);
      await expect(open({ machine: clone, token: undefined })).rejects.toMatchObject({
        details: { problem: 'copied-device' },
      });
      expect(await readdir(folder)).toEqual(before);
    });

    test('goes on after a kill between two of its steps', async () => {
      const { folder, portal, open } = await setUp();
      await open({ machine: office });
      await mkdir(join(folder, 'copied-device-unfinished'));
      await rename(
        join(folder, 'device.json'),
        join(folder, 'copied-device-unfinished', 'device.json'),
      );
      await open({ machine: clone });
      expect(portal.state.devices.size).toBe(2);
      const names = await readdir(folder);
      expect(names.filter((name) => name.startsWith('previous-device'))).toEqual([]);
      const copied = names.find((name) => name.startsWith('copied-device-2')) ?? '';
      expect(await readdir(join(folder, copied))).toContain('journal.db');
    });

    test('is no matter where profiles move with their users', async () => {
      const { portal, open } = await setUp();
      await open({ machine: office });
      await open({ machine: null, token: undefined });
      expect(portal.state.devices.size).toBe(1);
    });
  });

  test('is kept by a computer that gets another name', async () => {
    const { portal, open } = await setUp();
    const machine = { installation: 'a', hardware: 'h', hostname: 'PC-1' };
    await open({ machine });
    await open({ machine: { ...machine, hostname: 'PC-9' }, token: undefined });
    await open({ machine: { ...machine, hostname: 'PC-9', hardware: 'i' }, token: undefined });
    expect(portal.state.devices.size).toBe(1);
  });

  test('keeps apart what a device recorded whose identity is gone', async () => {
    const { folder, portal, open } = await setUp();
    const { enrolment } = await open();
    const file = '0197c6a0-0000-7000-8000-000000000000.ts';
    await writeFile(join(folder, 'segments', file), 'footage');
    await rm(join(folder, 'device.json'));
    await expect(open({ token: undefined })).rejects.toThrow('device.json');
    expect(await readdir(join(folder, 'segments'))).toEqual([file]);
    expect(await open()).toMatchObject({ enrolment });
    expect(portal.state.devices.size).toBe(2);
    const previous = (await readdir(folder)).filter((name) => name.startsWith('previous-device-'));
    expect(previous).toHaveLength(1);
    const kept = join(folder, previous[0] ?? '');
    expect(await readdir(kept)).toEqual(expect.arrayContaining(['journal.db', 'last-entry']));
    expect(await readdir(join(kept, 'segments'))).toEqual([file]);
    expect(await readdir(join(folder, 'segments'))).toEqual([]);
  });

  test.each([0, 1, 2, 3, 4])(
    'anew goes on after a kill, with %i of the former files set aside',
    async (moved) => {
      const { folder, open } = await setUp();
      await open();
      const former = await readFile(join(folder, 'device.json'), 'utf8');
      const other = await setUp();
      await other.open();
      const next = await readFile(join(other.folder, 'device.json'), 'utf8');
      await writeFile(join(folder, 'device-next.json'), next);
      const unfinished = join(folder, 'previous-device-unfinished');
      if (moved > 0) await mkdir(unfinished);
      for (const name of ['device.json', 'journal.db', 'segments', 'alive'].slice(0, moved)) {
        await rename(join(folder, name), join(unfinished, name));
      }

      await open({ server: other.portal.url, token: undefined });
      expect(await readFile(join(folder, 'device.json'), 'utf8')).toBe(next);
      const names = await readdir(folder);
      const previous = names.filter((name) => name.startsWith('previous-device-'));
      expect([previous.length, names.includes('device-next.json')]).toEqual([1, false]);
      const kept = join(folder, previous[0] ?? '');
      expect(kept).not.toBe(unfinished);
      expect(await readFile(join(kept, 'device.json'), 'utf8')).toBe(former);
      const files = ['alive', 'journal.db', 'last-entry'];
      expect(await readdir(kept)).toEqual(expect.arrayContaining(files));
    },
  );

  test('says what is missing, and what is wrong', async () => {
    const { open } = await setUp();
    await expect(open({ token: undefined })).rejects.toThrow('--token');
    await expect(open({ token: 'not-the-right-token' })).rejects.toMatchObject({
      code: 'enrolment-token-unknown',
      retryable: false,
    });
    await expect(open({ server: 'http://portal.example' })).rejects.toThrow('https://');
    await open();
    await expect(open({ server: 'http://localhost:1' })).rejects.toThrow('enrolled at');
  });
});
