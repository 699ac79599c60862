import { describe, expect, test } from 'vitest';
import { hasPrograms } from '../testing/has-programs.ts';
import { setUpRecorder } from '../testing/set-up-recorder.ts';
import { openWindow } from '../testing/test-window.ts';
import { until } from '../testing/until.ts';
import type { Recorder } from './recorder.ts';

const SCREEN = 'screen';

/** As the window says it each second, only faster: somebody types. */
function type(recorder: Recorder): void {
  for (let second = 0; second < 30; second += 1) {
    recorder.setMachine({ idleSeconds: 0, onBattery: null });
  }
}

describe.skipIf(!hasPrograms('Xvfb', 'xrandr', 'xsetroot', 'ffmpeg', 'xterm', 'xdotool'))(
  'the recorder looks at what it records',
  () => {
    test('and says so when it is of one colour, and not any more when there is a picture', async () => {
      const { state, screen, start, finish } = await setUpRecorder();
      await screen.fill('#000000');
      const recorder = await start();
      const beat = () => state.heartbeats.at(-1);
      await until('the word', () => (beat()?.pictureProblems.length ?? 0) > 0, 30_000);
      expect(beat()).toMatchObject({
        state: 'recording',
        lastFrameAt: null,
        pictureProblems: [{ display: SCREEN, problem: 'blank' }],
      });
      openWindow(screen, 'Minutes');
      await until('its end', () => beat()?.pictureProblems.length === 0, 40_000);
      await until('a frame that shows something', () => beat()?.lastFrameAt);
      await finish(recorder);
    }, 120_000);

    test('and says so when nothing moves while somebody works', async () => {
      const { state, screen, start, segments, finish } = await setUpRecorder();
      openWindow(screen, 'Minutes');
      const recorder = await start();
      await segments(3);
      const beat = () => state.heartbeats.at(-1);
      type(recorder);
      await until('the word', () => beat()?.pictureProblems[0]?.problem === 'frozen');
      const frozenAt = beat()?.lastFrameAt ?? 0;
      await segments(state.segments.size + 2);
      expect(recorder.status().lastFrameAt).toBe(frozenAt);
      await screen.moveMouse(300, 300);
      await until('its end', () => beat()?.pictureProblems.length === 0);
      expect(recorder.status().lastFrameAt).toBeGreaterThan(frozenAt);
      await finish(recorder);
    }, 120_000);
  },
);
