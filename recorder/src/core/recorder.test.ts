import { stat } from 'node:fs/promises';
import { verifyChain } from '@workcompanion/core/crypto/verify-chain';
import { unwrapPts } from '@workcompanion/core/footage/wall-clock';
import { DisplayName } from '@workcompanion/core/protocol/primitives';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkContiguous, checkSegment, plainOf } from '../testing/check-segments.ts';
import { gapsOf, holesOf, storyOf } from '../testing/footage-of.ts';
import { frameTimesWhere } from '../testing/frame-times-where.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import { recordTestSegment } from '../testing/record-test-segment.ts';
import { startTestRecorder, type TestRecorderOptions } from '../testing/start-test-recorder.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { testPolicy } from '../testing/test-policy.ts';
import { TestPortal } from '../testing/test-portal.ts';
import { TestScreen } from '../testing/test-screen.ts';
import { until } from '../testing/until.ts';
import { openRecorder, type RecorderParts } from './open-recorder.ts';
import type { Recorder } from './recorder.ts';
import { x11Screen } from './screen.ts';

const SECOND = 1_000_000;
const screenName = 'screen';

async function setUp() {
  const folder = await tempFolder();
  const portal = await TestPortal.start();
  const screen = await TestScreen.start();
  onTestFinished(async () => {
    await portal.offline();
    await screen.stop();
  });
  const { state } = portal;
  const start = (more: Partial<TestRecorderOptions> = {}) =>
    startTestRecorder({ folder, portal, screen, ...more });
  /** While no recorder runs: its parts, to do something with. */
  const openParts = async <T>(use: (parts: RecorderParts) => Promise<T>): Promise<T> => {
    const parts = await openRecorder({
      ...{
        folder,
        server: portal.url,
        trust: {},
        ffmpeg: 'ffmpeg',
        log: pino({ level: 'silent' }),
      },
      screen: x11Screen(screen.display),
    });
    try {
      return await use(parts);
    } finally {
      await parts.disconnect();
      parts.close();
    }
  };
  const segments = (count: number, display?: string) =>
    until(`${count} segments of ${display ?? 'any display'}`, () => {
      const stored = [...state.segments.values()].filter(
        ({ statement }) => display === undefined || statement.display === display,
      );
      return stored.length >= count ? stored : null;
    });
  /** Ends the recorder, and checks what must be true of every journal. */
  const finish = async (recorder: Recorder) => {
    await recorder.stop();
    const [publicKey] = state.devices.values();
    if (publicKey === undefined) throw new Error('no device is enrolled');
    expect(await verifyChain(state.chain(), publicKey)).toMatchObject({
      ok: true,
      count: state.journal.size,
    });
    checkContiguous(state);
    expect(holesOf(state)).toEqual([]);
    for (const stored of state.segments.values()) await checkSegment(state, stored);
  };
  return { portal, screen, state, start, segments, finish, openParts };
}

describe.skipIf(!hasPrograms('Xvfb', 'xrandr', 'xsetroot', 'ffmpeg'))('the recorder', () => {
  test('records each display in segments that decode alone, and says what it did', async () => {
    const { screen, state, start, segments, finish } = await setUp();
    await screen.setMonitor('LEFT', '400x600+0+0', 'screen');
    await screen.setMonitor('RIGHT', '399x599+400+0', 'none');
    const recorder = await start();
    await segments(3, 'LEFT');
    await segments(3, 'RIGHT');
    expect(recorder.status()).toMatchObject({ state: 'recording', displays: ['LEFT', 'RIGHT'] });
    await finish(recorder);
    const started = state.entries('recording-started');
    expect(new Set(started.map(({ display }) => display))).toEqual(new Set(['LEFT', 'RIGHT']));
    expect(started.find(({ display }) => display === 'RIGHT')?.geometry).toEqual({
      ...{ width: 399, height: 599, x: 400, y: 0 },
    });
    expect(state.entries('recording-ended')).toMatchObject([
      { reason: 'stopped' },
      { reason: 'stopped' },
    ]);
    const full = state.entries('segment').filter(({ sequence }) => sequence === 0);
    for (const { frames } of full) expect(frames).toBe(10);
  });

  test('gives each frame the time at which the screen showed it', async () => {
    const { screen, state, start, segments, finish } = await setUp();
    await screen.fill('#000000');
    const recorder = await start();
    await segments(1);
    const before = Date.now();
    await screen.fill('#ffffff');
    const after = Date.now();
    await segments(3);
    await finish(recorder);
    const stored = [...state.segments.values()];
    const white = [];
    for (const segment of stored) {
      const times = await frameTimesWhere('white', await plainOf(state, segment));
      white.push(...times.map((pts) => unwrapPts(pts, before)));
    }
    const first = Math.min(...white);
    expect(first).toBeGreaterThanOrEqual(before - 20);
    expect(first).toBeLessThanOrEqual(after + 200 + 100);
  });

  test('goes on within three seconds when its encoder is killed, with a gap that is exact', async () => {
    const { state, start, segments, finish } = await setUp();
    const recorder = await start();
    await segments(1);
    const [pid = 0] = recorder.status().ffmpegPids;
    const killedAt = Date.now() * 1000;
    process.kill(pid, 'SIGKILL');
    await until('a second recording', () => state.entries('recording-started').length === 2);
    await segments(4);
    await finish(recorder);
    const [gap] = gapsOf([...state.statements.values()]).filter(
      ({ cause }) => cause === 'capture-failed',
    );
    const [first, second] = state.entries('recording-started');
    const ofFirst = state
      .entries('segment')
      .filter(({ recording }) => recording === first?.recording);
    const ofSecond = state
      .entries('segment')
      .find(({ recording, sequence }) => recording === second?.recording && sequence === 0);
    const last = ofFirst.at(-1);
    expect(gap?.from).toBe((last?.start ?? 0) + (last?.duration ?? 0));
    expect(gap?.to).toBe(ofSecond?.start);
    expect((gap?.to ?? 0) - killedAt).toBeLessThan(3 * SECOND);
    expect(killedAt - (gap?.from ?? 0)).toBeLessThan(2 * SECOND);
    expect(storyOf(state, screenName)).toBe('span capture-failed span stopped');
  });

  test('follows displays that come, change and go', async () => {
    const { screen, state, start, segments, finish } = await setUp();
    await screen.setMonitor('LEFT', '400x600+0+0', 'screen');
    const recorder = await start();
    await segments(1, 'LEFT');
    await screen.setMonitor('RIGHT', '400x600+400+0', 'none');
    await segments(1, 'RIGHT');
    await screen.deleteMonitor('RIGHT');
    await until('the loss of a display', () => gapsOf([...state.statements.values()]).length > 0);
    await screen.setMonitor('RIGHT', '300x500+400+0', 'none');
    await until('the display to be back', () => state.entries('recording-started').length === 3);
    await segments(2, 'RIGHT');
    await finish(recorder);
    expect(storyOf(state, 'RIGHT')).toBe('span display-lost span stopped');
    expect(storyOf(state, 'LEFT')).toBe('span stopped');
  });

  test('a display that can not be captured holds up no other, and keeps its own gap', async () => {
    const { state, start, segments, finish } = await setUp();
    const name = DisplayName.parse('GHOST');
    const geometry = { width: 400, height: 400, x: 9_000, y: 0 };
    const recorder = await start({ ghosts: [{ name, geometry }] });
    await segments(1, 'screen');
    const ownGap = () => state.entries('gap').some(({ display }) => display === name);
    await until('the gap of the display', ownGap);
    await recorder.pause({ reason: 'lunch' });
    await finish(recorder);
    expect(storyOf(state, 'GHOST')).toBe('capture-failed paused stopped');
    expect(storyOf(state, screenName)).toBe('span paused stopped');
  });

  test('keeps to its quota of the disk, deletes nothing, and goes on when there is space', async () => {
    const { state, portal, start, segments, openParts } = await setUp();
    const quotaBytes = 16 * 1024 * 1024;
    state.policy = testPolicy({ storage: { quotaBytes, minimumFreeBytes: 0 } });
    const first = await start();
    await segments(1);
    await first.stop();
    const busy = { status: 503, code: 'unavailable', retryable: true } as const;
    portal.faults.add('segment', { kind: 'refusal', ...busy }, { times: 1_000 });
    const { keyId } = state.issueKey(Date.now());
    const large = await openParts(({ segments: folder, journal }) =>
      recordTestSegment({ folder, journal, keyId, bytes: quotaBytes }),
    );
    const second = await start();
    expect(second.status()).toMatchObject({ state: 'disk-full', displays: [] });
    expect((await stat(large.path)).size).toBe(quotaBytes);
    portal.faults.clear();
    await until('the recording', () => second.status().state === 'recording', 20_000);
    await until('the end of the gap', () => state.entries('gap').at(-1)?.to !== null);
    await second.stop();
    expect(state.segments.get(large.segment)?.body.equals(large.content)).toBe(true);
    expect(storyOf(state, screenName)).toBe('span stopped disk-full span stopped');
  });

  test('pauses for a reason, and goes on by itself or when told to', async () => {
    const { state, start, segments, finish } = await setUp();
    const recorder = await start();
    await segments(1);
    await expect(recorder.pause({ reason: '' })).rejects.toThrow('reason');
    await expect(recorder.pause({ reason: 'lunch', minutes: 61 })).rejects.toThrow('60');
    await recorder.pause({ reason: 'a private call', minutes: 30 });
    expect(recorder.status().state).toBe('paused');
    expect(recorder.status().ffmpegPids).toEqual([]);
    await recorder.resume();
    await until('the end of the pause', () => state.entries('resumed').length === 1);
    await recorder.pause({ reason: 'short', minutes: 0.02 });
    await until('the end of the short pause', () => state.entries('resumed').length === 2);
    await finish(recorder);
    expect(state.entries('paused')).toMatchObject([
      { reason: 'a private call' },
      { reason: 'short' },
    ]);
    expect(storyOf(state, screenName)).toBe('span paused span paused span stopped');
  });

  test('stops in order, and the next start tells the time between', async () => {
    const { state, start, segments, finish } = await setUp();
    const first = await start();
    await segments(1);
    await first.stop();
    expect(state.entries('gap')).toMatchObject([{ cause: 'stopped', display: null, to: null }]);
    const second = await start();
    await until('the end of the gap', () => state.entries('gap').length === 2);
    await finish(second);
    expect(storyOf(state, screenName)).toBe('span stopped span stopped');
  });

  test('restarts with a named gap when the clock steps', async () => {
    const { state, start, segments, finish } = await setUp();
    let step = 0;
    const clock = {
      utc: () => Date.now() * 1000 + step,
      monotonic: () => Math.round(performance.now() * 1000),
    };
    const recorder = await start({ clock });
    await segments(1);
    step = 5 * SECOND;
    await until('the gap to end', () => state.entries('gap').length === 2);
    expect(state.entries('gap')[1]).toMatchObject({
      cause: 'clock-changed',
      note: 'the clock moved by 5.000 s',
    });
    step = 0;
    await until('the other gap to end', () => state.entries('gap').length === 4);
    await finish(recorder);
    expect(state.entries('recording-started')).toHaveLength(3);
  });

  test('stops when the disk is full, deletes nothing, and goes on when there is space', async () => {
    const { state, portal, start, segments, finish } = await setUp();
    const recorder = await start();
    await segments(1);
    const full = { storage: { minimumFreeBytes: Number.MAX_SAFE_INTEGER } };
    state.policy = testPolicy({ version: 2, ...full });
    await until('the disk to be full', () => recorder.status().state === 'disk-full');
    await until('the heartbeat to say so', () =>
      portal.state.heartbeats.some((beat) => beat.state === 'disk-full'),
    );
    state.policy = testPolicy({ version: 3 });
    await until('the end of the gap', () => state.entries('gap').length === 2);
    await finish(recorder);
    expect(state.entries('policy-applied').map(({ policyVersion }) => policyVersion)).toEqual([
      1, 2, 3,
    ]);
    expect(storyOf(state, screenName)).toBe('span disk-full span stopped');
  });

  test('changes its settings without missing a frame', async () => {
    const { state, start, segments, finish } = await setUp();
    const recorder = await start();
    await segments(1);
    state.policy = testPolicy({
      version: 2,
      capture: { framesPerSecond: 10, segmentSeconds: 2, preset: 'ultrafast' },
    });
    await until('a second recording', () => state.entries('recording-started').length === 2);
    await segments(4);
    await finish(recorder);
    expect(state.entries('recording-started')[1]).toMatchObject({
      framesPerSecond: 10,
      policyVersion: 2,
    });
    expect(storyOf(state, screenName)).toBe('span span stopped');
  });

  test('records nothing before the notice is acknowledged, nor after a new one', async () => {
    const { state, start, segments, finish } = await setUp();
    const recorder = await start({ acknowledge: false });
    await until('heartbeats that say so', () =>
      state.heartbeats.some((beat) => beat.state === 'awaiting-notice' && beat.policyVersion === 1),
    );
    expect(recorder.status().ffmpegPids).toEqual([]);
    await recorder.acknowledge('zh-CN');
    await segments(1);
    const notice = { version: 2, text: { en: 'New words.', 'zh-CN': '新的文字。' } };
    state.policy = testPolicy({ version: 2, notice });
    await until('the recording to stop', () => recorder.status().state === 'awaiting-notice');
    await recorder.acknowledge('en');
    await until('the end of the wait', () => state.entries('resumed').length === 1);
    await finish(recorder);
    expect(state.entries('notice-acknowledged')).toMatchObject([
      { noticeVersion: 1, locale: 'zh-CN' },
      { noticeVersion: 2, locale: 'en' },
    ]);
    expect(storyOf(state, screenName)).toBe('span paused span stopped');
  });

  test('does not record outside the schedule', async () => {
    const { state, start, segments, finish } = await setUp();
    const recorder = await start();
    await segments(1);
    const off = { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] };
    state.policy = testPolicy({ version: 2, schedule: { timeZone: 'Asia/Shanghai', days: off } });
    await until('the recording to stop', () => recorder.status().state === 'outside-schedule');
    state.policy = testPolicy({ version: 3 });
    await until('the end of the gap', () => state.entries('gap').length === 2);
    await finish(recorder);
    expect(storyOf(state, screenName)).toBe('span outside-schedule span stopped');
  });

  test('records without a network, with a key of its own that it deposits later', async () => {
    const { state, portal, start, segments, finish } = await setUp();
    const first = await start();
    await segments(1);
    await first.stop();
    const before = state.journal.size;
    await portal.offline();
    const second = await start();
    await until('a backlog', () => second.status().backlog.segments >= 2);
    await portal.online();
    await until('an empty backlog', () => second.status().backlog.segments === 0);
    await until('the key', () => state.entries('key-deposited').length === 1);
    await finish(second);
    expect(state.journal.size).toBeGreaterThan(before + 4);
    const { keyId } = state.entries('key-deposited')[0] ?? {};
    const underOwnKey = state.entries('segment').filter((segment) => segment.keyId === keyId);
    expect(underOwnKey.length).toBeGreaterThanOrEqual(2);
  });
});
