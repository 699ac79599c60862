import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { buildApp } from '../../build.ts';
import { corePids, DesktopApp, type DesktopAppOptions, shellPids } from './desktop-app.ts';
import { ensureElectron } from './ensure-electron.ts';
import { expectWholeChain } from './expect-whole-chain.ts';
import { gapsOf, storyOf } from './footage-of.ts';
import { hasPrograms } from './has-programs.ts';
import { tempFolder } from './temp-folder.ts';
import { type PortalCertificate, TestPortal } from './test-portal.ts';
import { TestScreen } from './test-screen.ts';
import { until } from './until.ts';

/** Null, with a notice, where it can't be had. */
export const electron = hasPrograms('Xvfb', 'xrandr', 'ffmpeg', 'unzip')
  ? await ensureElectron()
  : null;

const DIST = join(import.meta.dirname, '../../dist');

/** `name`: of the test file, as files run side by side. Returns the folder. */
export async function buildTestApp(name: string): Promise<string> {
  const app = join(DIST, `app-for-${name}`);
  await buildApp(app);
  return app;
}

/** A screen, a portal, and the built app at `app` between the two. */
export async function setUpDesktop(
  app: string,
  { certificate = null }: { readonly certificate?: PortalCertificate | null } = {},
) {
  const folder = await tempFolder();
  const portal = await TestPortal.start(certificate);
  const screen = await TestScreen.start({ width: 1024, height: 900 });
  onTestFinished(async () => {
    await portal.offline();
    await screen.stop();
  });
  const { state } = portal;
  const start = (more: Partial<DesktopAppOptions> = {}) =>
    DesktopApp.start({ electron: electron ?? '', app, folder, portal, screen, ...more });
  const segments = (count: number) =>
    until(`${count} segments`, () => state.segments.size >= count, 30_000);
  /** Past the notice, recording. */
  const startRecording = async ({
    segments: count = 1,
    ...more
  }: Partial<DesktopAppOptions> & { readonly segments?: number } = {}) => {
    const desktop = await start(more);
    const page = await desktop.window();
    await page.getByRole('button', { name: 'I have read this notice' }).click();
    await page.getByRole('heading', { name: 'Your screen is being recorded' }).waitFor();
    await segments(count);
    return { desktop, page };
  };
  /** What must be true of every journal, once both processes have ended. */
  const finish = async (story: string, display = 'screen') => {
    const bothEnded = () => corePids(folder).length + shellPids(folder).length === 0;
    await until('both to end', bothEnded, 30_000);
    await expectWholeChain(state);
    expect(storyOf(state, display)).toBe(story);
  };
  const gapOf = (cause: string) =>
    gapsOf([...state.statements.values()]).find((gap) => gap.cause === cause);
  return { folder, portal, screen, state, start, startRecording, segments, finish, gapOf };
}
