import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import { TEST_TOKEN, TestPortal } from '../../testing/test-portal.ts';
import { openRecorder } from '../open-recorder.ts';
import type { RecorderOptions } from '../recorder-parts.ts';
import { x11Screen } from '../screen.ts';

async function setUp() {
  const folder = await tempFolder();
  const portal = await TestPortal.start();
  onTestFinished(() => portal.offline());
  const options: RecorderOptions = {
    ...{ folder, server: portal.url, token: TEST_TOKEN, trust: {}, ffmpeg: 'ffmpeg' },
    ...{ screen: x11Screen(':0'), log: pino({ level: 'silent' }) },
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
      employeeName: 'Test Person',
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

  test('says what is missing, and what is wrong', async () => {
    const { open } = await setUp();
    await expect(open({ token: undefined })).rejects.toThrow('--token');
    await expect(open({ token: 'not-the-right-token' })).rejects.toMatchObject({
      ...{ code: 'enrolment-token-unknown', retryable: false },
    });
    await expect(open({ server: 'http://portal.example' })).rejects.toThrow('https://');
    await open();
    await expect(open({ server: 'http://localhost:1' })).rejects.toThrow('enrolled at');
  });
});
