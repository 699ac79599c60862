import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { checkSegment } from '../testing/check-segments.ts';
import { gapsOf, storyOf } from '../testing/footage-of.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import type { PortalState } from '../testing/portal-state.ts';
import { setUpRecorder } from '../testing/set-up-recorder.ts';
import { testPolicy } from '../testing/test-policy.ts';
import { until } from '../testing/until.ts';

const SECOND = 1_000_000;
const PERIOD = SECOND / 5;
const TICKS_PER_SECOND = 90_000;
const capture = { framesPerSecond: 5, segmentSeconds: 60, preset: 'ultrafast' };

/** Times of all frames of all segments, µs after the first, in the order of the segments' starts. */
async function frameTimes(state: PortalState): Promise<number[]> {
  const stored = [...state.segments.values()].toSorted(
    (a, b) => a.statement.start - b.statement.start,
  );
  const ticks: number[] = [];
  for (const segment of stored) ticks.push(...(await checkSegment(state, segment)).times);
  return ticks.map((at) => ((at - (ticks[0] ?? 0)) / TICKS_PER_SECOND) * SECOND);
}

/** No frame twice, none missing, and no two segments of the same time. */
async function expectEachFrameOnce(state: PortalState): Promise<void> {
  const times = await frameTimes(state);
  for (const [index, at] of times.entries()) {
    const before = times[index - 1];
    if (before === undefined) continue;
    expect(at - before).toBeGreaterThan(0);
    expect(at - before).toBeLessThan(5 * PERIOD);
  }
  const inOrder = state.entries('segment').toSorted((a, b) => a.start - b.start);
  for (const [index, segment] of inOrder.entries()) {
    const next = inOrder[index + 1];
    if (next) expect(segment.start + segment.duration).toBeLessThanOrEqual(next.start);
  }
}

describe.skipIf(!hasPrograms('Xvfb', 'ffmpeg'))('a recorder that is watched live', () => {
  test('cuts short segments and long ones again within one recording', async () => {
    const { state, start, segments, finish } = await setUpRecorder();
    state.policy = testPolicy({ capture });
    const recorder = await start();
    await until('footage', () => recorder.status().lastFrameAt);
    for (const round of [1, 2]) {
      state.watchedNow = true;
      await segments(state.segments.size + 3);
      state.watchedNow = false;
      await until('nobody to watch', () => !recorder.status().watchedNow);
      if (round === 1) await sleep(5_000);
    }
    await finish(recorder);
    expect(state.entries('recording-started')).toHaveLength(1);
    expect(state.entries('recording-ended')).toMatchObject([{ reason: 'stopped' }]);
    expect(gapsOf([...state.statements.values()])).toMatchObject([{ cause: 'stopped' }]);
    await expectEachFrameOnce(state);
    const lengths = state.entries('segment').map(({ duration }) => duration);
    expect(
      lengths.filter((length) => Math.abs(length - SECOND) < SECOND / 4).length,
    ).toBeGreaterThan(3);
    expect(lengths.filter((length) => length > 1.7 * SECOND).length).toBeGreaterThan(0);
  }, 90_000);

  test('gives way to other settings at one instant, and says so', async () => {
    const { state, start, segments, finish } = await setUpRecorder();
    state.policy = testPolicy({ capture: { ...capture, segmentSeconds: 2 } });
    const recorder = await start();
    await segments(1);
    for (const [version, framesPerSecond] of [
      [2, 10],
      [3, 5],
    ] as const) {
      state.policy = testPolicy({
        version,
        capture: { ...capture, framesPerSecond, segmentSeconds: 2 },
      });
      await until('a new recording', () => state.entries('recording-started').length === version);
      await segments(state.segments.size + 2);
    }
    await finish(recorder);
    expect(state.entries('recording-ended').map(({ reason }) => reason)).toEqual([
      'settings-changed',
      'settings-changed',
      'stopped',
    ]);
    await expectEachFrameOnce(state);
    expect(storyOf(state, 'screen')).toBe('span span span stopped');
  }, 60_000);
});
