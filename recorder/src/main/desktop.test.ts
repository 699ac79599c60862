import { verifyChain } from '@workcompanion/core/crypto/verify-chain';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { buildApp } from '../../build.ts';
import { APP, corePids, DesktopApp } from '../testing/desktop-app.ts';
import { ensureElectron } from '../testing/ensure-electron.ts';
import { storyOf } from '../testing/footage-of.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { TestPortal } from '../testing/test-portal.ts';
import { TestScreen } from '../testing/test-screen.ts';
import { until } from '../testing/until.ts';

const electron = hasPrograms('Xvfb', 'xrandr', 'ffmpeg', 'unzip') ? await ensureElectron() : null;

async function setUp() {
  const folder = await tempFolder();
  const portal = await TestPortal.start();
  const screen = await TestScreen.start({ width: 1024, height: 900 });
  onTestFinished(async () => {
    await portal.offline();
    await screen.stop();
  });
  const start = () => DesktopApp.start({ electron: electron ?? '', folder, portal, screen });
  return { folder, portal, screen, state: portal.state, start };
}

describe.skipIf(electron === null)('the desktop recorder', () => {
  beforeAll(() => buildApp(APP));

  test('shows the notice first, records when it is acknowledged, and says so', async () => {
    const { folder, state, start } = await setUp();
    const desktop = await start();
    const page = await desktop.window();
    await page.getByText('You are recorded.').waitFor();
    expect(state.entries('recording-started')).toEqual([]);
    await page.getByText('简体中文', { exact: true }).first().click();
    await page.getByText('您的屏幕正在被录制。').waitFor();
    await page.getByRole('button', { name: 'I have read this notice' }).click();
    await page.getByRole('heading', { name: 'Your screen is being recorded' }).waitFor();
    await until('segments', () => state.segments.size >= 2);
    expect(state.entries('notice-acknowledged')).toMatchObject([
      { noticeVersion: 1, locale: 'zh-CN' },
    ]);
    await desktop.quit();
    await until('the recorder to end', () => corePids(folder).length === 0);
    const [publicKey] = state.devices.values();
    if (publicKey === undefined) throw new Error('no device is enrolled');
    expect(await verifyChain(state.chain(), publicKey)).toMatchObject({ ok: true });
    expect(storyOf(state, 'screen')).toBe('span stopped');
  }, 60_000);
});
