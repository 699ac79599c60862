import { verifyChain } from '@workcompanion/core/crypto/verify-chain';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { buildApp } from '../../build.ts';
import { APP, corePids, DesktopApp, shellPids } from '../testing/desktop-app.ts';
import { ensureElectron } from '../testing/ensure-electron.ts';
import { gapsOf, holesOf, storyOf } from '../testing/footage-of.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { testPolicy } from '../testing/test-policy.ts';
import { TestPortal } from '../testing/test-portal.ts';
import { TestScreen } from '../testing/test-screen.ts';
import { until } from '../testing/until.ts';

const electron = hasPrograms('Xvfb', 'xrandr', 'ffmpeg', 'unzip') ? await ensureElectron() : null;
const SECOND = 1_000_000;

async function setUp() {
  const folder = await tempFolder();
  const portal = await TestPortal.start();
  const screen = await TestScreen.start({ width: 1024, height: 900 });
  onTestFinished(async () => {
    await portal.offline();
    await screen.stop();
  });
  const { state } = portal;
  const start = () => DesktopApp.start({ electron: electron ?? '', folder, portal, screen });
  const segments = (count: number) =>
    until(`${count} segments`, () => state.segments.size >= count, 30_000);
  /** Past the notice, recording. */
  const startRecording = async ({ segments: count = 1 } = {}) => {
    const desktop = await start();
    const page = await desktop.window();
    await page.getByRole('button', { name: 'I have read this notice' }).click();
    await page.getByRole('heading', { name: 'Your screen is being recorded' }).waitFor();
    await segments(count);
    return { desktop, page };
  };
  /** What must be true of every journal, once both processes have ended. */
  const finish = async (story: string) => {
    await until('both to end', () => corePids(folder).length + shellPids(folder).length === 0);
    const [publicKey] = state.devices.values();
    if (publicKey === undefined) throw new Error('no device is enrolled');
    expect(await verifyChain(state.chain(), publicKey)).toMatchObject({
      ok: true,
      count: state.journal.size,
    });
    expect(holesOf(state)).toEqual([]);
    expect(storyOf(state, 'screen')).toBe(story);
  };
  const gapOf = (cause: string) =>
    gapsOf([...state.statements.values()]).find((gap) => gap.cause === cause);
  return { folder, portal, state, start, startRecording, segments, finish, gapOf };
}

describe.skipIf(electron === null)('the desktop recorder', () => {
  beforeAll(() => buildApp(APP));

  test('shows the notice first, records when it is acknowledged, and says so', async () => {
    const { state, start, segments, finish } = await setUp();
    const desktop = await start();
    const page = await desktop.window();
    await page.getByText('You are recorded.').waitFor();
    expect(state.entries('recording-started')).toEqual([]);
    await page.getByText('简体中文', { exact: true }).first().click();
    await page.getByText('您的屏幕正在被录制。').waitFor();
    await page.getByRole('button', { name: 'I have read this notice' }).click();
    await page.getByRole('heading', { name: 'Your screen is being recorded' }).waitFor();
    await segments(2);
    expect(state.entries('notice-acknowledged')).toMatchObject([
      { noticeVersion: 1, locale: 'zh-CN' },
    ]);
    await desktop.quit();
    await finish('span stopped');
  }, 60_000);

  test('pauses for a reason and a time, and goes on when told to', async () => {
    const { state, startRecording, finish } = await setUp();
    const { desktop, page } = await startRecording();
    await page.getByRole('button', { name: 'Pause recording…' }).click();
    await page.getByText('Break', { exact: true }).click();
    await page.getByText('5 min', { exact: true }).click();
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByRole('heading', { name: 'Recording is paused' }).waitFor();
    expect((await desktop.look())?.status?.ffmpegPids).toEqual([]);
    await page.getByRole('button', { name: 'Go on recording' }).click();
    await page.getByRole('heading', { name: 'Your screen is being recorded' }).waitFor();
    await until('the end of the pause', () => state.entries('resumed').length === 1);
    await desktop.quit();
    const [pause] = state.entries('paused');
    expect(pause?.reason).toBe('Break');
    expect((pause?.until ?? 0) - (pause?.from ?? 0)).toBeLessThanOrEqual(300 * SECOND);
    await finish('span paused span stopped');
  }, 60_000);

  test('does not offer a pause where the policy forbids it', async () => {
    const { portal, startRecording } = await setUp();
    const { policy } = portal.state;
    portal.state.policy = { ...policy, pause: { allowed: false, maximumMinutes: 60 } };
    const { page } = await startRecording();
    await page.getByText('Not allowed by your organisation').waitFor();
    expect(await page.getByRole('button', { name: 'Pause recording…' }).count()).toBe(0);
  }, 60_000);

  test('says at once when somebody watches, who it is, and records in short segments', async () => {
    const { portal, state, startRecording, segments } = await setUp();
    portal.state.policy = testPolicy({ capture: { framesPerSecond: 5, segmentSeconds: 60 } });
    const { page } = await startRecording({ segments: 0 });
    expect(await page.getByText('Somebody is watching').count()).toBe(0);
    const at = Date.now() * 1000;
    state.watchers = {
      mayWatch: [{ name: 'Mei', by: 'manager' }],
      views: [
        { name: 'Mei', from: at, to: at, watchedAt: at, live: true, pictures: false, reason: null },
      ],
    };
    state.watchedNow = true;
    await page.getByText('Somebody is watching your screen now').waitFor();
    await page.getByText(/^Mei, \d\d:\d\d/).waitFor();
    await segments(2);
    state.watchedNow = false;
    await page.getByText('Somebody is watching').waitFor({ state: 'detached' });
  }, 60_000);

  test('records on without the portal, says so, and uploads what has waited', async () => {
    const { portal, state, startRecording, finish } = await setUp();
    const { desktop, page } = await startRecording();
    await portal.offline();
    await page.getByText('The portal can not be reached').waitFor();
    await page.getByRole('heading', { name: 'Your screen is being recorded' }).waitFor();
    await until(
      'a queue',
      async () => ((await desktop.look())?.status?.backlog.segments ?? 0) >= 2,
    );
    await portal.online();
    await page.getByText('Nothing, all is uploaded').waitFor();
    expect(state.segments.size).toBeGreaterThanOrEqual(3);
    await desktop.quit();
    await finish('span stopped');
  }, 60_000);

  test('starts the recorder again when it is killed, with a gap that says so', async () => {
    const { state, startRecording, finish, gapOf } = await setUp();
    const { desktop, page } = await startRecording();
    const killed = await desktop.corePid();
    process.kill(killed, 'SIGKILL');
    await until('the gap to end', () => gapOf('killed')?.to, 30_000);
    await page.getByRole('heading', { name: 'Your screen is being recorded' }).waitFor();
    expect(await desktop.corePid()).not.toBe(killed);
    await desktop.quit();
    expect(state.entries('notice-acknowledged')).toHaveLength(1);
    await finish('span killed span stopped');
  }, 60_000);

  test('records on without a gap when the window is killed, and shows itself again', async () => {
    const { folder, startRecording, segments, finish, portal } = await setUp();
    const { desktop } = await startRecording();
    const [core, killed] = [await desktop.corePid(), desktop.shellPid];
    process.kill(killed, 'SIGKILL');
    const again = await until(
      'the window to come back',
      () => shellPids(folder).find((pid) => pid !== killed),
      30_000,
    );
    expect(await desktop.corePid()).toBe(core);
    await segments(portal.state.segments.size + 2);
    process.kill(again, 'SIGTERM');
    await finish('span stopped');
  }, 60_000);

  test('rests while the screen is locked and while the machine sleeps', async () => {
    const { startRecording, segments, finish, gapOf, state } = await setUp();
    const { desktop } = await startRecording();
    for (const [away, back, cause] of [
      ['lock-screen', 'unlock-screen', 'locked'],
      ['suspend', 'resume', 'asleep'],
    ] as const) {
      await desktop.systemEvent(away);
      await until(`the gap ${cause}`, () => gapOf(cause));
      await desktop.systemEvent(back);
      await until('its end', () => gapOf(cause)?.to);
      await segments(state.segments.size + 1);
    }
    await desktop.quit();
    await finish('span locked span asleep span stopped');
  }, 60_000);

  test('ends in order when the person signs out, and says that it was that', async () => {
    const { startRecording, finish, gapOf } = await setUp();
    const { desktop } = await startRecording();
    await desktop.sessionEnds('close-app');
    expect((await desktop.look())?.status?.state).toBe('recording');
    await desktop.sessionEnds('logoff');
    await until('the gap', () => gapOf('signed-out'));
    await finish('span signed-out');
  }, 60_000);

  test('goes on when its encoder is killed, with a gap that says so', async () => {
    const { startRecording, finish, gapOf } = await setUp();
    const { desktop } = await startRecording();
    const [ffmpeg] = (await desktop.look())?.status?.ffmpegPids ?? [];
    process.kill(ffmpeg ?? 0, 'SIGKILL');
    await until('the gap to end', () => gapOf('capture-failed')?.to);
    await desktop.quit();
    await finish('span capture-failed span stopped');
  }, 60_000);

  test('says what is wrong when the portal does not take the token', async () => {
    const { folder, portal } = await setUp();
    const screen = await TestScreen.start();
    onTestFinished(() => screen.stop());
    const token = 'a-token-that-nobody-made';
    const options = { electron: electron ?? '', folder, portal, screen, token };
    const page = await (await DesktopApp.start(options)).window();
    await page.getByText('the enrolment token is not known').waitFor();
  }, 60_000);

  test("keeps its page away from Node, the network and everything that isn't on the list", async () => {
    const { startRecording, portal } = await setUp();
    const { page, desktop } = await startRecording();
    expect(
      await page.evaluate(() => [
        typeof Reflect.get(globalThis, 'require'),
        typeof Reflect.get(globalThis, 'process'),
      ]),
    ).toEqual(['undefined', 'undefined']);
    expect(await page.evaluate(() => Object.keys(Reflect.get(globalThis, 'recorder')))).toEqual([
      'ask',
      'view',
      'onView',
    ]);
    const fetched = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => 'in',
          () => 'out',
        ),
      portal.url,
    );
    expect(fetched).toBe('out');
    expect(
      await page.evaluate(() => Reflect.get(globalThis, 'open')('https://example.com')),
    ).toBeNull();
    const ask = (name: string, input: unknown) =>
      page.evaluate(
        ([what, value]) =>
          Reflect.get(globalThis, 'recorder')
            .ask(what, value)
            .then(
              (answer: { ok: boolean }) => answer.ok,
              () => 'thrown',
            ),
        [name, input] as const,
      );
    expect(await ask('no-such-request', null)).toBe('thrown');
    expect(await ask('pause', { reason: '', minutes: 5 })).toBe(false);
    expect(await ask('pause', { reason: 'x', minutes: 1e9 })).toBe(false);
    expect(await ask('acknowledge', { version: 99, locale: 'en' })).toBe(false);
    expect((await desktop.look())?.status?.state).toBe('recording');
  }, 60_000);
});
