import { describe, expect, test } from 'vitest';
import { plainOf } from '../testing/check-segments.ts';
import { gapsOf, storyOf } from '../testing/footage-of.ts';
import { frameTimesWhere } from '../testing/frame-times-where.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import type { PortalState } from '../testing/portal-state.ts';
import { setUpRecorder } from '../testing/set-up-recorder.ts';
import { testPolicy } from '../testing/test-policy.ts';
import { openWindow } from '../testing/test-window.ts';
import { until } from '../testing/until.ts';
import type { DesktopSnapshot } from './desktop/desktop-snapshot.ts';

const EXCLUDED = { programs: ['no-such-program'], titles: ['secret'] };
const CLEAR: DesktopSnapshot = {
  windows: [],
  away: false,
  secure: false,
  previews: false,
  metered: null,
};

async function setUp() {
  const world = await setUpRecorder();
  world.state.policy = testPolicy({ excluded: EXCLUDED });
  await world.screen.fill('#000000');
  const gap = (cause: string) =>
    gapsOf([...world.state.statements.values()]).find((each) => each.cause === cause);
  return { ...world, gap };
}

/** Frames that show something white, in segments that begin after `since`. */
async function whiteFrames(state: PortalState, since = 0): Promise<number> {
  let count = 0;
  for (const stored of state.segments.values()) {
    if (stored.statement.start <= since) continue;
    count += (await frameTimesWhere('lit', await plainOf(state, stored))).length;
  }
  return count;
}

describe.skipIf(!hasPrograms('Xvfb', 'xrandr', 'xsetroot', 'ffmpeg', 'xterm', 'xprop', 'xwininfo'))(
  'what the policy excludes',
  () => {
    test('is in no frame, from its first moment to its last, and the gap says so', async () => {
      const { state, screen, start, segments, finish, gap } = await setUp();
      const recorder = await start();
      await segments(1);
      const harmless = openWindow(screen, 'Minutes', { place: '+20+300' });
      await segments(state.segments.size + 2);
      expect(gap('excluded-app')).toBeUndefined();
      await harmless.close();
      const blackSince = Date.now() * 1000;
      expect(await whiteFrames(state)).toBeGreaterThan(0);
      const secret = openWindow(screen, 'Top SECRET plan');
      await until('the gap', () => gap('excluded-app'));
      await until('the state', () => recorder.status().state === 'paused');
      expect(recorder.status()).toMatchObject({
        withheld: [{ display: 'screen', cause: 'excluded-app', program: 'xterm' }],
      });
      await secret.close();
      await until('its end', () => gap('excluded-app')?.to);
      await segments(state.segments.size + 2);
      await finish(recorder);
      expect(await whiteFrames(state, blackSince)).toBe(0);
      expect(storyOf(state, 'screen')).toBe('span excluded-app span stopped');
    }, 180_000);

    test('withholds the display that shows it, and no other', async () => {
      const { state, screen, start, segments, finish } = await setUp();
      await screen.setMonitor('LEFT', '400x600+0+0', 'screen');
      await screen.setMonitor('RIGHT', '400x600+400+0', 'none');
      openWindow(screen, 'secret', { place: '+450+20' });
      const recorder = await start();
      await segments(3, 'LEFT');
      await until('the gap', () => state.entries('gap').some(({ display }) => display === 'RIGHT'));
      expect(recorder.status()).toMatchObject({
        state: 'recording',
        withheld: [{ display: 'RIGHT', cause: 'excluded-app' }],
      });
      await finish(recorder);
      expect(storyOf(state, 'LEFT')).toBe('span stopped');
      expect(storyOf(state, 'RIGHT')).toBe('excluded-app stopped');
      expect(await whiteFrames(state)).toBe(0);
    }, 180_000);

    test('is taken to be there when the windows can not be read', async () => {
      const { state, start, segments, finish, gap } = await setUp();
      let blind = false;
      const snapshot = async () => {
        if (blind) throw new Error('no answer');
        return CLEAR;
      };
      const recorder = await start({ snapshot });
      await segments(1);
      blind = true;
      await until('the gap', () => gap('excluded-app'));
      blind = false;
      await until('its end', () => gap('excluded-app')?.to);
      await segments(state.segments.size + 1);
      await finish(recorder);
      expect(storyOf(state, 'screen')).toBe('span excluded-app span stopped');
    }, 180_000);

    test('needs no rule where the system shows a desktop of its own', async () => {
      const { state, start, segments, finish, gap } = await setUp();
      let secure = false;
      const recorder = await start({ snapshot: async () => ({ ...CLEAR, secure }) });
      await segments(1);
      secure = true;
      await until('the gap', () => gap('secure-desktop'));
      secure = false;
      await until('its end', () => gap('secure-desktop')?.to);
      await segments(state.segments.size + 1);
      await finish(recorder);
      expect(storyOf(state, 'screen')).toBe('span secure-desktop span stopped');
    }, 180_000);
  },
);
