import { describe, expect, onTestFinished, test } from 'vitest';
import { hasPrograms } from '../../testing/has-programs.ts';
import { TestScreen } from '../../testing/test-screen.ts';
import { MonitorProbe, parseMonitors } from './x11-screen.ts';

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

const LISTING = `Monitors: 3
 0: +*eDP-1 1920/344x1200/215+0+120  eDP-1
 1: +HDMI-A-0 2559/600x1439/340+1920+0  HDMI-A-0
 2: VIRTUAL 960/300x1080/300-960+0
`;

test('reads name, size and place of each monitor', () => {
  expect(parseMonitors(LISTING)).toEqual([
    { name: 'eDP-1', geometry: { width: 1920, height: 1200, x: 0, y: 120 }, primary: true },
    { name: 'HDMI-A-0', geometry: { width: 2559, height: 1439, x: 1920, y: 0 }, primary: false },
    { name: 'VIRTUAL', geometry: { width: 960, height: 1080, x: -960, y: 0 }, primary: false },
  ]);
});

test('finds none where there are none', () => {
  expect(parseMonitors('Monitors: 0\n')).toEqual([]);
  expect(parseMonitors("Can't open display :9\n")).toEqual([]);
});
