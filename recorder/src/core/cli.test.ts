import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { verifyChain } from '@workcompanion/core/crypto/verify-chain';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkContiguous, checkSegment } from '../testing/check-segments.ts';
import { contradictionsOf, gapsOf, holesOf, storyOf, timelineOf } from '../testing/footage-of.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import { isRunning } from '../testing/is-running.ts';
import { RecorderProcess, runCli } from '../testing/recorder-process.ts';
import { searchFolder } from '../testing/search-folder.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { testPolicy } from '../testing/test-policy.ts';
import { TestPortal } from '../testing/test-portal.ts';
import { TestScreen } from '../testing/test-screen.ts';
import { until } from '../testing/until.ts';
import { openDatabase } from './journal/journal-database.ts';

const KILLS = 5;
const MOST_LOSS_SECONDS = 2;

async function setUp() {
  const folder = await tempFolder();
  const portal = await TestPortal.start();
  const screen = await TestScreen.start();
  onTestFinished(async () => {
    await portal.offline();
    await screen.stop();
  });
  return { folder, portal, screen, state: portal.state };
}

function storedStatements(folder: string): string[] {
  const database = openDatabase(join(folder, 'journal.db'));
  const rows = database
    .prepare<[], { statement: string }>('select statement from journal order by "index"')
    .all();
  database.close();
  return rows.map(({ statement }) => statement);
}

describe.skipIf(!hasPrograms('Xvfb', 'xrandr', 'ffmpeg'))('the command line', () => {
  test('loses less than two seconds at each kill, and accounts for every one of them', async () => {
    const { folder, portal, screen, state } = await setUp();
    // The defaults' frame rate and preset: what they hold back is what is lost.
    state.policy = testPolicy({ capture: { framesPerSecond: 5, segmentSeconds: 3 } });
    await screen.setMonitor('LEFT', '400x600+0+0', 'screen');
    await screen.setMonitor('RIGHT', '400x600+400+0', 'none');
    const killedAt: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const known = await partNames(folder);
      const recorder = RecorderProcess.start({ folder, portal, screen });
      await until('new footage', async () => (await growing(folder, known)) > 0);
      await sleep(1_000 + Math.random() * 3_000);
      await recorder.kill();
      killedAt.push(Date.now() * 1000);
      // And one in the middle of its start, of the recovery perhaps.
      const early = RecorderProcess.start({ folder, portal, screen });
      await sleep(Math.random() * 900);
      await early.kill();
    }
    const known = await partNames(folder);
    const last = RecorderProcess.start({ folder, portal, screen });
    await until('the footage of the last run', async () => (await growing(folder, known)) > 0);
    await sleep(1_500);
    await last.stop();
    expect(last.exitCode).toBe(0);

    const [publicKey] = state.devices.values();
    if (publicKey === undefined) throw new Error('no device is enrolled');
    const stored = storedStatements(folder);
    expect(await verifyChain(stored, publicKey)).toMatchObject({ ok: true, count: stored.length });
    expect(state.chain()).toEqual(stored);
    expect(holesOf(state)).toEqual([]);
    expect(contradictionsOf([...state.statements.values()])).toEqual([]);
    checkContiguous(state);
    expect(state.arrivals.length).toBe(new Set(state.arrivals).size);
    expect(state.arrivals.length).toBe(state.entries('segment').length);
    for (const segment of state.segments.values()) {
      expect(segment.statement.keyDerivation).toBe('hkdf-sha256-v1');
      await checkSegment(state, segment);
    }
    // What is still here was receipted, and waits for the server to commit to it.
    const uploaded = new Set([...state.segments.keys()].map((segment) => `${segment}.ts`));
    const left = await readdir(join(folder, 'segments'));
    expect(
      left
        .filter((name) => !uploaded.has(name.replace('.statement', '')))
        .filter((name) => name !== 'notice.statement'),
    ).toEqual([]);

    const gaps = gapsOf([...state.statements.values()]);
    const losses = killedAt.map((at) => {
      const from = gaps.filter((gap) => gap.cause === 'killed' && gap.from <= at).at(-1)?.from;
      return (at - (from ?? 0)) / 1_000_000;
    });
    console.info(`lost at the kills: ${losses.map((loss) => loss.toFixed(2)).join(', ')} s`);
    for (const loss of losses) expect(loss).toBeLessThan(MOST_LOSS_SECONDS);
    expect(timelineOf(state)).toHaveLength(2);
  }, 120_000);

  test('leaves no key on the disk, in its log or on a command line', async () => {
    const { folder, portal, screen, state } = await setUp();
    await portal.offline();
    await portal.online();
    const recorder = RecorderProcess.start({ folder, portal, screen });
    await until('segments', () => state.segments.size >= 2);
    const { output } = await runCli(['status', '--data', folder]);
    expect(output).toContain('recording since');
    const [ffmpeg] = await ffmpegPidsOf(recorder.pid);
    const lines = await Promise.all(
      [recorder.pid, ffmpeg ?? 0].map((pid) => readFile(`/proc/${pid}/cmdline`)),
    );
    const needles = [...state.keys.values()].flatMap((key) => [
      key,
      key.toString('hex'),
      key.toString('base64').replace(/=+$/, ''),
      key.toString('base64url'),
    ]);
    expect(needles.length).toBeGreaterThan(0);
    expect(await searchFolder(folder, needles)).toEqual([]);
    for (const line of [...lines, Buffer.from(recorder.output)]) {
      expect(needles.some((needle) => line.includes(needle))).toBe(false);
    }
    // Nor any plain video: a stretch of it would repeat the sync byte each 188 bytes.
    expect(await plainFiles(folder)).toEqual([]);
    await recorder.stop();
    expect(ffmpeg === undefined || isRunning(ffmpeg)).toBe(false);
  });

  test('waits for the notice without a terminal, and tells how to acknowledge it', async () => {
    const { folder, portal, screen, state } = await setUp();
    const recorder = RecorderProcess.start({ folder, portal, screen, args: [] });
    await until('the hint', () => recorder.output.includes('workcompanion-recorder acknowledge'));
    expect((await runCli(['notice', '--data', folder])).output).toContain('You are recorded.');
    const answer = await runCli(['acknowledge', '--data', folder, '--locale', 'zh-CN']);
    expect(answer.code).toBe(0);
    await until('a segment', () => state.segments.size > 0);
    expect(state.entries('notice-acknowledged')).toMatchObject([{ locale: 'zh-CN' }]);

    const paused = await runCli(['pause', '--data', folder, '--reason', 'lunch', '--minutes', '5']);
    expect(paused.output).toContain('paused since');
    await until('the pause', () => state.entries('paused').length === 1);
    expect((await runCli(['resume', '--data', folder])).code).toBe(0);
    await until('the end of it', () => state.entries('resumed').length === 1);
    await recorder.stop();
    expect(storyOf(state, 'screen')).toBe('span paused span stopped');
  });

  test("lets nobody else in: one recorder per folder, everything its owner's alone", async () => {
    const { folder, portal, screen } = await setUp();
    const recorder = RecorderProcess.start({ folder, portal, screen });
    await until('footage', async () => (await growing(folder)) > 0);
    const second = RecorderProcess.start({ folder, portal, screen });
    await until('the second to give up', () => second.exitCode !== null);
    expect(second.output).toContain('another recorder is running');
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const { mode } = await stat(join(entry.parentPath, entry.name));
      expect(mode & 0o077).toBe(0);
    }
    await recorder.stop();
    expect((await runCli(['status', '--data', folder])).output).toContain('No recorder is running');
  });
});

/** Segments that are being written. */
async function partNames(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(folder, 'segments')).catch(() => []);
  return names.filter((name) => name.endsWith('.part'));
}

/** Bytes of those that are none of `known`. */
async function growing(folder: string, known: readonly string[] = []): Promise<number> {
  const names = (await partNames(folder)).filter((name) => !known.includes(name));
  const sizes = names.map((name) =>
    stat(join(folder, 'segments', name)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

async function ffmpegPidsOf(parent: number): Promise<number[]> {
  const children = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8');
  return children.trim().split(' ').map(Number);
}

async function plainFiles(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    const content = await readFile(join(folder, name)).catch(() => Buffer.alloc(0));
    if (content.length > 188 * 3 && [0, 188, 376].every((at) => content[at] === 0x47)) {
      found.push(name);
    }
  }
  return found;
}
