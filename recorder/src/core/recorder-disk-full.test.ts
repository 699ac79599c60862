import { randomBytes } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { verifyChain } from '@workcompanion/core/crypto/verify-chain';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkContiguous, checkSegment } from '../testing/check-segments.ts';
import { expectWholeChain } from '../testing/expect-whole-chain.ts';
import { holesOf, storyOf } from '../testing/footage-of.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import { RecorderProcess, runCli } from '../testing/recorder-process.ts';
import { canMount, SmallDisk } from '../testing/small-disk.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { testPolicy } from '../testing/test-policy.ts';
import { TestPortal } from '../testing/test-portal.ts';
import { TestScreen } from '../testing/test-screen.ts';
import { until } from '../testing/until.ts';
import { askRecorder } from './control/ask-recorder.ts';

const STARTS_WITHIN_MS = 30_000;
/** Longer than a run that has met a full disk needs to show that it still lives. */
const NOBODY_RUNS_MS = 4_000;

async function setUpPortal() {
  const portal = await TestPortal.start();
  const screen = await TestScreen.start();
  portal.state.policy = testPolicy();
  onTestFinished(async () => {
    await portal.offline();
    await screen.stop();
  });
  return { portal, screen, state: portal.state };
}

async function setUp() {
  const disk = await SmallDisk.mount(96);
  const { portal, screen } = await setUpPortal();
  const ask = (command: string, ...more: readonly string[]) =>
    runCli([command, '--data', disk.data, ...more]);
  const start = () => RecorderProcess.start({ folder: disk.data, portal, screen });
  const says = (words: string) =>
    until(
      `the recorder to say "${words}"`,
      async () => (await ask('status')).output.includes(words),
      STARTS_WITHIN_MS,
    );
  return { disk, state: portal.state, ask, start, says };
}

test.skipIf(!hasPrograms('Xvfb', 'ffmpeg'))(
  'a kill while it rests by its quota leaves the cause of the rest up to the kill',
  async () => {
    const folder = await tempFolder();
    const { portal, state, screen } = await setUpPortal();
    const start = () => RecorderProcess.start({ folder, portal, screen });
    const first = start();
    await until('footage', () => state.segments.size >= 2, STARTS_WITHIN_MS);
    const full = { storage: { minimumFreeBytes: Number.MAX_SAFE_INTEGER } };
    state.policy = testPolicy({ version: 2, ...full });
    const isFull = () => state.entries('gap').some(({ cause }) => cause === 'disk-full');
    await until('the rest', isFull, STARTS_WITHIN_MS);
    await sleep(NOBODY_RUNS_MS);
    await first.kill();
    const killedAt = Date.now() * 1000;
    await sleep(NOBODY_RUNS_MS);
    const known = state.entries('gap').length;
    const second = start();
    await until(
      'its word of the kill',
      () => state.entries('gap').length > known,
      STARTS_WITHIN_MS,
    );
    state.policy = testPolicy({ version: 3 });
    const before = state.segments.size;
    await until('footage again', () => state.segments.size > before + 1, STARTS_WITHIN_MS);
    await second.stop();

    expect(storyOf(state, 'screen')).toBe('span disk-full killed disk-full span stopped');
    const killed = state.entries('gap').find(({ cause }) => cause === 'killed');
    expect(Math.abs((killed?.from ?? 0) - killedAt)).toBeLessThan(NOBODY_RUNS_MS * 1000);
    expect(holesOf(state)).toEqual([]);
  },
  120_000,
);

describe.skipIf(!hasPrograms('Xvfb', 'ffmpeg', 'mount') || !canMount())('on a full disk', () => {
  test('the recorder rests, says so, survives a kill, and goes on when there is room', async () => {
    const { disk, state, ask, start, says } = await setUp();
    const first = start();
    await until('footage', () => state.segments.size >= 2, STARTS_WITHIN_MS);

    // While it records.
    disk.fill();
    await says('the disk is full');
    const paused = await ask('pause', '--reason', 'lunch', '--minutes', '5');
    expect(paused.output).not.toMatch(/SQLITE|ENOSPC| {4}at /);
    expect(paused).toMatchObject({ code: 0, output: expect.stringContaining('paused') });
    await ask('resume');
    await says('the disk is full');
    expect(first.exitCode).toBeNull();

    // Killed meanwhile, and started on it.
    await first.kill();
    const second = start();
    await says('the disk is full');
    disk.free();
    const known = state.segments.size;
    await until('footage again', () => state.segments.size > known + 1, STARTS_WITHIN_MS);

    // While it is paused.
    await ask('pause', '--reason', 'tea', '--minutes', '5');
    disk.fill();
    await ask('resume');
    await says('the disk is full');
    disk.free();
    const before = state.segments.size;
    await until('footage once more', () => state.segments.size > before + 1, STARTS_WITHIN_MS);
    await second.stop();
    expect(second.exitCode).toBe(0);

    expect(storyOf(state, 'screen')).toBe(
      'span disk-full paused disk-full span paused disk-full span stopped',
    );
    expect(holesOf(state)).toEqual([]);
    await expectWholeChain(state);
    checkContiguous(state);
    for (const stored of state.segments.values()) await checkSegment(state, stored);
  }, 180_000);

  test('a pause that can not be written down is refused in words, and does not hold', async () => {
    const { disk, state, ask, start, says } = await setUp();
    const only = start();
    await until('footage', () => state.segments.size >= 2, STARTS_WITHIN_MS);
    disk.fill();
    await says('the disk is full');
    // Until the room within the journal is used up too.
    const refusal = await until('a refusal', async () => {
      for (let n = 0; n < 20; n += 1) {
        const reply = await askRecorder(disk.data, { command: 'pause', reason: `lunch ${n}` });
        if ('error' in reply) return reply;
      }
      return null;
    });
    expect(refusal).toMatchObject({ code: 'storage-full' });
    const before = await ask('status');
    const words = await ask('pause', '--reason', 'lunch', '--minutes', '5');
    expect(words).toMatchObject({ code: 1, output: expect.stringContaining('The disk is full') });
    const after = await ask('status');
    expect([before.output, after.output]).toEqual([after.output, after.output]);
    expect(only.exitCode).toBeNull();
    disk.free();
    await ask('resume');
    const known = state.segments.size;
    await until('footage again', () => state.segments.size > known + 1, STARTS_WITHIN_MS);
    await only.stop();
    expect(holesOf(state)).toEqual([]);
    await expectWholeChain(state);
  }, 120_000);

  test.each(['to the last byte', 'but for its reserve'])(
    'a damaged journal is rebuilt by itself when the disk is full %s',
    async (how) => {
      const { disk, state, ask, start, says } = await setUp();
      const first = start();
      await until('footage', () => state.segments.size >= 2, STARTS_WITHIN_MS);
      await first.kill();
      await sleep(NOBODY_RUNS_MS);
      for (const suffix of ['', '-wal']) await spoil(join(disk.data, `journal.db${suffix}`));
      if (how === 'to the last byte') disk.fill();
      else disk.fillOnce();

      const second = start();
      await says('the disk is full');
      const status = await ask('status');
      const paused = await ask('pause', '--reason', 'lunch', '--minutes', '5');
      if (how === 'to the last byte') {
        expect(status.output).not.toContain('the journal was damaged');
        expect(paused).toMatchObject({ code: 1, output: expect.stringContaining('disk is full') });
      } else {
        expect(status.output).toContain('the journal was damaged');
        expect(paused).toMatchObject({ code: 0, output: expect.stringContaining('paused') });
        await ask('resume');
      }
      expect(second.exitCode).toBeNull();
      disk.free();
      const known = state.segments.size;
      await until('footage again', () => state.segments.size > known + 1, STARTS_WITHIN_MS);
      await second.stop();
      expect(second.exitCode).toBe(0);

      expect(state.entries('journal-damaged')).toMatchObject([{ cause: 'unreadable' }]);
      expect(storyOf(state, 'screen').replace('paused disk-full ', '')).toBe(
        'span killed disk-full span stopped',
      );
      expect(holesOf(state)).toEqual([]);
      const { next, end } = state.reach();
      expect(next).toBe(end);
      const [publicKey] = state.devices.values();
      if (publicKey === undefined) throw new Error('no device is enrolled');
      const all = [...state.journal].sort(([a], [b]) => a - b).map(([, jws]) => jws);
      expect(await verifyChain(all, publicKey)).toMatchObject({ ok: true });
      for (const stored of state.segments.values()) await checkSegment(state, stored);
    },
    120_000,
  );
});

/** Each byte of the file is another; it needs no room. */
async function spoil(path: string): Promise<void> {
  const { size } = await stat(path);
  const file = await open(path, 'r+');
  await file.write(randomBytes(size), 0, size, 0);
  await file.close();
}
