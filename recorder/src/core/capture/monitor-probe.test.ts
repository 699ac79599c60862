import { describe, expect, onTestFinished, test } from 'vitest';
import { hasPrograms } from '../../testing/has-programs.ts';
import { TestScreen } from '../../testing/test-screen.ts';
import { MonitorProbe } from './monitor-probe.ts';

describe.skipIf(!hasPrograms('Xvfb', 'xrandr'))('the probe of monitors', () => {
  test('sees what is there, each time it is asked', async () => {
    const screen = await TestScreen.start();
    const probe = new MonitorProbe(screen.display);
    onTestFinished(async () => {
      probe.close();
      await screen.stop();
    });
    const whole = { width: 800, height: 600, x: 0, y: 0 };
    expect(await probe.list()).toEqual([{ name: 'screen', geometry: whole, primary: false }]);
    await screen.setMonitor('HALF', '400x600+400+0', 'screen');
    const half = { width: 400, height: 600, x: 400, y: 0 };
    expect(await probe.list()).toEqual([{ name: 'HALF', geometry: half, primary: false }]);
  });

  test('says so when there is no X server', async () => {
    const probe = new MonitorProbe(':7654');
    onTestFinished(() => probe.close());
    await expect(probe.list()).rejects.toThrow(':7654');
  });
});
