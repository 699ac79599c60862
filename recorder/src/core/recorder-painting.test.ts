import { describe, expect, test } from 'vitest';
import { plainOf } from '../testing/check-segments.ts';
import { storyOf } from '../testing/footage-of.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import type { PortalState } from '../testing/portal-state.ts';
import { setUpRecorder } from '../testing/set-up-recorder.ts';
import { testPolicy } from '../testing/test-policy.ts';
import { openWindow } from '../testing/test-window.ts';
import { until } from '../testing/until.ts';
import { whitePixelRatios } from '../testing/white-pixel-ratios.ts';

const EXCLUDED = { programs: [], titles: ['secret'], how: 'paint-out' };
/** The mouse pointer has a white rim; the window is thirty times as large. */
const MOUSE_SHARE = 0.002;
const PATIENCE_MS = 60_000;

async function setUp() {
  const world = await setUpRecorder();
  world.state.policy = testPolicy({ excluded: EXCLUDED });
  await world.screen.fill('#000000');
  return world;
}

async function mostWhite(state: PortalState): Promise<number> {
  const shares: number[] = [];
  for (const stored of state.segments.values()) {
    shares.push(...(await whitePixelRatios(await plainOf(state, stored))));
  }
  expect(shares.length).toBeGreaterThan(0);
  return Math.max(...shares);
}

describe.skipIf(
  !hasPrograms('Xvfb', 'xrandr', 'xsetroot', 'ffmpeg', 'xterm', 'xprop', 'xwininfo', 'xdotool'),
)('what the policy paints over', () => {
  test('is in no frame while the display goes on: not as it opens, moves, or closes', async () => {
    const { state, screen, start, segments, finish } = await setUp();
    const recorder = await start();
    const covered = () => recorder.status().covered.length > 0;
    await segments(1);
    const secret = openWindow(screen, 'Top SECRET plan');
    await until('the mask', covered, PATIENCE_MS);
    await segments(state.segments.size + 2);
    for (let step = 1; step <= 15; step += 1) {
      await screen.moveWindow('SECRET', 20 + step * 20, 20 + step * 15);
    }
    await until('the display to rest', () => !covered(), PATIENCE_MS);
    await until('the next mask', covered, PATIENCE_MS);
    await segments(state.segments.size + 2);
    await secret.close();
    await until(
      'its end',
      () => recorder.status().withheld.length === 0 && !covered(),
      PATIENCE_MS,
    );
    await segments(state.segments.size + 1);
    await finish(recorder);
    expect(await mostWhite(state)).toBeLessThan(MOUSE_SHARE);
    const masks = state.entries('recording-started').flatMap(({ covered: mask }) => mask ?? []);
    expect(masks[0]).toMatchObject({ x: expect.any(Number), width: expect.any(Number) });
    expect(new Set(masks.map(({ x }) => x)).size).toBeGreaterThan(1);
    expect(storyOf(state, 'screen')).toMatch(/^span( excluded-app span)+ stopped$/);
  }, 180_000);

  test('leaves the windows of other programs to be seen', async () => {
    const { state, screen, start, segments, finish } = await setUp();
    openWindow(screen, 'secret', { program: 'vault', colour: '#808080' });
    openWindow(screen, 'Minutes', { program: 'office', place: '+20+300' });
    const recorder = await start();
    await until('the mask', () => recorder.status().covered.length > 0, PATIENCE_MS);
    await segments(state.segments.size + 2);
    await finish(recorder);
    expect(await mostWhite(state)).toBeGreaterThan(0.02);
    const masks = state.entries('recording-started').map(({ covered }) => covered?.length);
    expect(masks.at(-1)).toBe(1);
  }, 180_000);

  test('makes the display rest when nothing would be left of it', async () => {
    const { state, screen, start, finish } = await setUp();
    await screen.setMonitor('SMALL', '120x80+40+40', 'screen');
    openWindow(screen, 'secret');
    const recorder = await start();
    await until('the gap', () =>
      state.entries('gap').some(({ cause }) => cause === 'excluded-app'),
    );
    await until('the display to rest', () => recorder.status().state === 'paused', PATIENCE_MS);
    expect(recorder.status().covered).toEqual([]);
    await finish(recorder);
    expect(state.entries('recording-started').flatMap(({ covered }) => covered ?? [])).toEqual([]);
  }, 180_000);
});
