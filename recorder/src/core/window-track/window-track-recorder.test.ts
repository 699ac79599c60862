import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openWindowTrack } from '@workcompanion/core/windows/sealed-window-track';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasPrograms } from '../../testing/has-programs.ts';
import type { PortalState } from '../../testing/portal-state.ts';
import { searchFolder } from '../../testing/search-folder.ts';
import { setUpRecorder } from '../../testing/set-up-recorder.ts';
import { testPolicy } from '../../testing/test-policy.ts';
import type { TestScreen } from '../../testing/test-screen.ts';
import { openWindow } from '../../testing/test-window.ts';
import { until } from '../../testing/until.ts';
import { X11Desktop } from '../x11/x11-desktop.ts';

const run = promisify(execFile);
/** For programs that start on a busy machine. */
const SLOW_MS = 60_000;

async function setUp(change: object = { windowTrack: 'programs-and-titles' }) {
  const world = await setUpRecorder();
  world.state.policy = testPolicy(change);
  await startWindowManager(world.screen);
  return world;
}

/** It says which window is active, as those of all desktops do. */
async function startWindowManager({ display }: TestScreen): Promise<void> {
  const manager = spawn('openbox', [], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display },
  });
  onTestFinished(async () => {
    const exited = once(manager, 'exit');
    if (manager.kill()) await exited;
  });
  const about = ['-display', display, '-root', '_NET_SUPPORTING_WM_CHECK'];
  await until(
    'the window manager',
    async () => (await run('xprop', about)).stdout.includes('window id'),
    SLOW_MS,
  );
}

/** Opens a window, and waits until it takes the input. */
async function openInFront(screen: TestScreen, title: string): Promise<void> {
  openWindow(screen, title, { program: 'et' });
  const desktop = new X11Desktop(screen.display);
  onTestFinished(() => desktop.close());
  const isInFront = async () =>
    (await desktop.snapshot()).windows.some((window) => window.isInFront && window.title === title);
  await until('the window', isInFront, SLOW_MS);
}

/** What all tracks at the portal say, in order. */
function usesAt(state: PortalState) {
  return [...state.windowTracks.values()].flatMap(({ statement, body }) => {
    const { device, track, keyId } = statement;
    return openWindowTrack(state.keys.get(keyId) ?? Buffer.alloc(16), body, { device, track }).uses;
  });
}

describe.skipIf(!hasPrograms('Xvfb', 'xrandr', 'ffmpeg', 'xterm', 'xprop', 'xwininfo', 'openbox'))(
  'the window track',
  () => {
    test('tells what was in front, reaches the portal after days offline, and is nowhere in plain', async () => {
      const { state, screen, portal, start, segments, finish, folder } = await setUp();
      await openInFront(screen, 'Payroll 工资表 2026');
      const recorder = await start();
      await segments(5);
      await portal.offline();
      await recorder.pause({ reason: 'lunch', minutes: 1 });
      const file = await until('its file', async () =>
        (await readdir(join(folder, 'segments'))).find((name) => name.endsWith('.windows')),
      );
      expect(file).toMatch(/^[0-9a-f-]{36}\.windows$/);
      expect(await searchFolder(folder, ['Payroll', '工资表'])).toEqual([]);
      await portal.online();
      await until('the track', () => state.windowTracks.size > 0);
      const [use] = usesAt(state).filter(({ program }) => program !== null);
      expect(use).toMatchObject({ program: 'et', title: 'Payroll 工资表 2026' });
      expect(use?.windows[0]).toMatchObject({ program: 'et', title: 'Payroll 工资表 2026' });
      await finish(recorder);
      expect(JSON.stringify([...state.statements.values()])).not.toContain('Payroll');
    }, 120_000);

    test('is not made unless the policy says so, and clears away what a kill left', async () => {
      const { state, screen, start, segments, finish, folder } = await setUp({});
      await openInFront(screen, 'Payroll');
      await mkdir(join(folder, 'segments'), { recursive: true });
      await writeFile(join(folder, 'segments', 'left.windows'), 'sealed');
      const recorder = await start();
      await segments(2);
      await finish(recorder);
      expect(state.windowTracks.size).toBe(0);
      expect(await readdir(join(folder, 'segments'))).not.toContain('left.windows');
    }, 120_000);
  },
);
