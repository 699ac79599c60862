import { beforeAll, describe, expect, test } from 'vitest';
import type { DesktopApp } from '../testing/desktop-app.ts';
import { buildTestApp, electron, setUpDesktop } from '../testing/set-up-desktop.ts';
import { until } from '../testing/until.ts';

const MINUTE = 60_000_000;

function pause(desktop: DesktopApp, minutes: number): Promise<unknown> {
  return desktop.ask({ command: 'pause', reason: 'Break', minutes });
}

describe.skipIf(electron === null)('a pause, as the person sees it', () => {
  let app = '';
  beforeAll(async () => {
    app = await buildTestApp('desktop-pause');
  });

  test('is told of before it ends, and can be prolonged for the same reason', async () => {
    const { state, startRecording, segments, finish } = await setUpDesktop(app);
    const { desktop, page } = await startRecording();
    const note = await desktop.windowAfter(() => pause(desktop, 0.9));
    await note.getByRole('heading', { name: 'Your pause ends soon' }).waitFor();
    await page.getByText(/^0:\d\d left\.$/).waitFor();
    const closed = note.waitForEvent('close');
    await note.getByRole('button', { name: 'Prolong by 15 min' }).click();
    await closed;
    await page.getByText(/^15:\d\d left\.$/).waitFor();
    await page.getByRole('button', { name: 'Resume recording' }).click();
    await until('the end of the pause', () => state.entries('resumed').length > 0);
    await segments(state.segments.size + 1);
    await desktop.quit();
    const pauses = state.entries('paused');
    expect(pauses.map(({ reason }) => reason)).toEqual(['Break', 'Break']);
    const [, prolonged] = pauses;
    expect((prolonged?.until ?? 0) - (prolonged?.from ?? 0)).toBeGreaterThan(15 * MINUTE);
    await finish('span paused span stopped');
  }, 60_000);

  test('says that it is over, and that the screen is recorded again', async () => {
    const { state, startRecording, segments, finish } = await setUpDesktop(app);
    const { desktop } = await startRecording();
    const note = await desktop.windowAfter(() => pause(desktop, 0.1));
    await note.getByRole('heading', { name: 'Your pause is over' }).waitFor();
    await note.getByText('Your screen is being recorded').waitFor();
    const closed = note.waitForEvent('close');
    await note.getByRole('button', { name: 'OK' }).click();
    await closed;
    await segments(state.segments.size + 1);
    await desktop.quit();
    await finish('span paused span stopped');
  }, 60_000);
});
