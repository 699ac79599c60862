import { setTimeout as sleep } from 'node:timers/promises';
import { keyThumbprint } from '@workcompanion/core/crypto/key-pair';
import { unwrapPts } from '@workcompanion/core/footage/wall-clock';
import { policyDigest } from '@workcompanion/core/protocol/policy-digest';
import { DisplayName } from '@workcompanion/core/protocol/primitives';
import { describe, expect, test } from 'vitest';
import { plainOf } from '../testing/check-segments.ts';
import { gapsOf, hasGoneOn, storyOf } from '../testing/footage-of.ts';
import { frameTimesWhere } from '../testing/frame-times-where.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import { isRunning } from '../testing/is-running.ts';
import { setUpRecorder } from '../testing/set-up-recorder.ts';
import { testPolicy } from '../testing/test-policy.ts';
import { until } from '../testing/until.ts';

const SECOND = 1_000_000;
const screenName = 'screen';

describe.skipIf(!hasPrograms('Xvfb', 'xrandr', 'xsetroot', 'ffmpeg'))(
  'the recorder records',
  () => {
    test('records each display in segments that decode alone, and says what it did', async () => {
      const { screen, state, start, segments, finish } = await setUpRecorder();
      await screen.setMonitor('LEFT', '400x600+0+0', 'screen');
      await screen.setMonitor('RIGHT', '399x599+400+0', 'none');
      const recorder = await start();
      await segments(3, 'LEFT');
      await segments(3, 'RIGHT');
      expect(recorder.status()).toMatchObject({ state: 'recording', displays: ['LEFT', 'RIGHT'] });
      await finish(recorder);
      const started = state.entries('recording-started');
      expect(new Set(started.map(({ display }) => display))).toEqual(new Set(['LEFT', 'RIGHT']));
      const serverKey = await keyThumbprint(state.signing.publicKey);
      expect(new Set(started.map((one) => one.serverKey))).toEqual(new Set([serverKey]));
      const [policy] = state.entries('policy-applied');
      expect(policy?.policySha256).toBe(policyDigest(state.policy));
      expect(started.find(({ display }) => display === 'RIGHT')?.geometry).toEqual({
        width: 399,
        height: 599,
        x: 400,
        y: 0,
      });
      expect(state.entries('recording-ended')).toMatchObject([
        { reason: 'stopped' },
        { reason: 'stopped' },
      ]);
      const full = state.entries('segment').filter(({ sequence }) => sequence === 0);
      for (const { frames } of full) expect(frames).toBe(10);
    });

    test('gives each frame the time at which the screen showed it', async () => {
      const { screen, state, start, segments, finish } = await setUpRecorder();
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
      const { state, start, segments, finish } = await setUpRecorder();
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

    test.each([
      ['stands still for a while', 4_000],
      ['hangs', 14_000],
    ])(
      'makes a gap of the time in which its encoder %s',
      async (_name, ms) => {
        const { state, start, segments, finish } = await setUpRecorder();
        const recorder = await start();
        await segments(1);
        const [pid = 0] = recorder.status().ffmpegPids;
        process.kill(pid, 'SIGSTOP');
        await sleep(ms);
        if (isRunning(pid)) process.kill(pid, 'SIGCONT');
        await until('a second recording', () => state.entries('recording-started').length === 2);
        await until('the end of the gap', () => state.entries('gap').at(-1)?.to);
        await finish(recorder);
        const gap = state.entries('gap').find(({ cause, to }) => cause === 'capture-failed' && to);
        expect(gap?.note).toMatch(ms > 10_000 ? /hangs/ : /no frames for \d/);
        expect((gap?.to ?? 0) - (gap?.from ?? 0)).toBeGreaterThan(3.5 * SECOND);
        expect(storyOf(state, screenName)).toBe('span capture-failed span stopped');
      },
      40_000,
    );

    test('follows displays that come, change and go', async () => {
      const { screen, state, start, segments, finish } = await setUpRecorder();
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
    }, 60_000);

    test('a display that can not be captured holds up no other, and keeps its own gap', async () => {
      const { state, start, segments, finish } = await setUpRecorder();
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

    test('restarts with a named gap when the clock steps', async () => {
      const { state, start, segments, finish } = await setUpRecorder();
      let step = 0;
      const clock = {
        utc: () => Date.now() * 1000 + step,
        monotonic: () => Math.round(performance.now() * 1000),
      };
      const recorder = await start({ clock });
      await segments(1);
      step = 5 * SECOND;
      await until('footage again', () => hasGoneOn(state));
      expect(gapsOf([...state.statements.values()])[0]).toMatchObject({
        cause: 'clock-changed',
        note: expect.stringMatching(/moved by (4\.99|5\.00)/),
      });
      step = 0;
      await until('the third recording', () => state.entries('recording-started').length === 3);
      await until('footage again after the other gap', () => hasGoneOn(state));
      await finish(recorder);
      expect(state.entries('recording-started')).toHaveLength(3);
    });

    test('changes its settings without missing a frame', async () => {
      const { state, start, segments, finish } = await setUpRecorder();
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
  },
);
