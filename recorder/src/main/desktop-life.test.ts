import { beforeAll, describe, expect, test } from 'vitest';
import { shellPids } from '../testing/desktop-app.ts';
import { storyOf } from '../testing/footage-of.ts';
import { buildTestApp, electron, setUpDesktop } from '../testing/set-up-desktop.ts';
import { until } from '../testing/until.ts';

describe.skipIf(electron === null)('the desktop recorder, when things end', () => {
  let app = '';
  beforeAll(async () => {
    app = await buildTestApp('desktop-life');
  });

  test('starts the recorder again when it is killed, with a gap that says so', async () => {
    const { state, startRecording, finish, gapOf } = await setUpDesktop(app);
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
    const { folder, startRecording, segments, finish, portal } = await setUpDesktop(app);
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

  test('shows its page again when the process that draws it is killed', async () => {
    const { startRecording } = await setUpDesktop(app);
    const { desktop, page } = await startRecording();
    // A page that dies within three seconds of its opening is given up: by its own clock it is older.
    await page.waitForFunction(() => performance.now() > 4_000);
    const again = await desktop.windowAfter(async () =>
      process.kill(await desktop.pagePid(), 'SIGKILL'),
    );
    await again.getByRole('heading', { name: 'Your screen is being recorded' }).waitFor();
  }, 60_000);

  test('rests while the screen is locked and while the machine sleeps', async () => {
    const { startRecording, segments, finish, gapOf, state } = await setUpDesktop(app);
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
    const { startRecording, finish, gapOf } = await setUpDesktop(app);
    const { desktop } = await startRecording();
    await desktop.sessionEnds('close-app');
    expect((await desktop.look())?.status?.state).toBe('recording');
    await desktop.sessionEnds('logoff');
    await until('the gap', () => gapOf('signed-out'));
    await finish('span signed-out');
  }, 60_000);

  test('goes on when its encoder is killed, with a gap that says so', async () => {
    const { startRecording, finish, gapOf } = await setUpDesktop(app);
    const { desktop } = await startRecording();
    const [ffmpeg] = (await desktop.look())?.status?.ffmpegPids ?? [];
    process.kill(ffmpeg ?? 0, 'SIGKILL');
    await until('the gap to end', () => gapOf('capture-failed')?.to);
    await desktop.quit();
    await finish('span capture-failed span stopped');
  }, 60_000);

  test('follows a display that goes and comes back another size, with a gap that says so', async () => {
    const { state, screen, startRecording, finish, gapOf } = await setUpDesktop(app);
    await screen.setMonitor('DESK', '500x900+0+0', 'screen');
    await screen.setMonitor('SIDE', '500x900+500+0', 'none');
    const { desktop } = await startRecording();
    const widths = () =>
      state
        .entries('recording-started')
        .flatMap(({ display, geometry }) => (display === 'SIDE' ? [geometry.width] : []));
    await until('both displays', () => widths().length === 1);
    await screen.deleteMonitor('SIDE');
    await until('the gap', () => gapOf('display-lost'), 30_000);
    await screen.setMonitor('SIDE', '400x600+500+0', 'none');
    await until('the gap to end', () => gapOf('display-lost')?.to, 30_000);
    await desktop.quit();
    expect(widths()).toEqual([500, 400]);
    await finish('span stopped', 'DESK');
    expect(storyOf(state, 'SIDE')).toBe('span display-lost span stopped');
  }, 90_000);
});
