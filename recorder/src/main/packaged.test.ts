import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { corePids, DesktopApp, shellPids } from '../testing/desktop-app.ts';
import { ensureElectron } from '../testing/ensure-electron.ts';
import { expectWholeChain } from '../testing/expect-whole-chain.ts';
import { storyOf } from '../testing/footage-of.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import { packageApp } from '../testing/package-app.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { TestPortal } from '../testing/test-portal.ts';
import { TestScreen } from '../testing/test-screen.ts';
import { until } from '../testing/until.ts';

const electron = hasPrograms('Xvfb', 'xrandr', 'ffmpeg', 'unzip') ? await ensureElectron() : null;
const program = electron === null ? null : await packageApp(electron);

describe.skipIf(program === null)('the packaged desktop recorder', () => {
  test('records under its own Node, from its archive, and comes back when it is killed', async () => {
    const folder = await tempFolder();
    const portal = await TestPortal.start();
    const screen = await TestScreen.start({ width: 1024, height: 900 });
    onTestFinished(async () => {
      await portal.offline();
      await screen.stop();
    });
    const { state } = portal;
    const desktop = await DesktopApp.start({ electron: program ?? '', folder, portal, screen });
    const page = await desktop.window();
    await page.getByRole('button', { name: 'I have read this notice' }).click();
    await page.getByRole('heading', { name: 'Your screen is being recorded' }).waitFor();
    await until('a segment', () => state.segments.size > 0, 30_000);
    const killed = desktop.shellPid;
    process.kill(killed, 'SIGKILL');
    const again = await until(
      'it to come back',
      () => shellPids(folder).find((pid) => pid !== killed),
      30_000,
    );
    const before = state.segments.size;
    await until('more of it', () => state.segments.size >= before + 2, 30_000);
    process.kill(again, 'SIGTERM');
    const bothEnded = () => corePids(folder).length + shellPids(folder).length === 0;
    await until('both to end', bothEnded, 30_000);
    await expectWholeChain(state);
    expect(storyOf(state, 'screen')).toBe('span stopped');
  }, 90_000);

  test('is no Node for whoever asks it to be one', async () => {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', DISPLAY: '' };
    const asNode = promisify(execFile)(program ?? '', ['-e', 'console.log("I am Node")'], { env });
    const output = await asNode.then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout,
    );
    expect(output).not.toContain('I am Node');
  });
});
