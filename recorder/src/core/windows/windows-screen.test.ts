import { expect, test } from 'vitest';
import { type Display, isSameSource } from '../capture/display.ts';
import { parseDesktopSize, windowsInput, windowsScreen } from './windows-screen.ts';

const geometry = { width: 1920, height: 1080, x: 0, y: 0 };
const left = { name: 'left', geometry: { ...geometry, x: -1920 } };
const main = { name: 'main', geometry };

const there = (geometry: Display['geometry'], upright = true) => ({ geometry, upright });

test('duplicates each monitor that has its place, upright, on the first graphics chip', () => {
  const outputs = [there(main.geometry), there(left.geometry)];
  expect(windowsInput(left, { grabber: 'ddagrab', outputs })).toEqual({
    kind: 'ddagrab',
    outputIndex: 1,
    geometry: left.geometry,
  });
  expect(windowsInput(main, { grabber: 'gdigrab', outputs }).kind).toBe('gdigrab');
});

test.each([
  ['is rotated', [there(left.geometry, false)]],
  ['is on another chip', [there(main.geometry)]],
  ['is doubled', [there(left.geometry), there(left.geometry)]],
  ['is not told of', []],
])('takes a monitor that %s by its place on the desktop', (_why, outputs) => {
  const input = windowsInput(left, { grabber: 'ddagrab', outputs });
  expect(input).toEqual({ kind: 'gdigrab', geometry: left.geometry });
});

test('begins a display anew that has another number now', () => {
  expect(isSameSource({ ...left, output: 1 }, { ...left, output: 1 })).toBe(true);
  expect(isSameSource({ ...left, output: 1 }, { ...left, output: 0 })).toBe(false);
  expect(isSameSource({ ...left, output: 1 }, left)).toBe(false);
});

test('records the monitors that the window tells of', async () => {
  const screen = windowsScreen({
    ffmpeg: 'no-such-ffmpeg',
    grabber: 'ddagrab',
    outputs: [there(main.geometry)],
    helper: 'no-such-helper',
  });
  await expect(screen.displays()).rejects.toThrow('can not be seen');
  screen.tell([left, main]);
  expect(await screen.displays()).toEqual([left, { ...main, output: 0 }]);
});

test('reads the size of the desktop out of what ffmpeg says', () => {
  const said = [
    '[gdigrab @ 0000000000b3] Capturing whole desktop as 1024x700x32 at (0,0)',
    "Input #0, gdigrab, from 'desktop':",
    '  Stream #0:0: Video: bmp, bgra, 1024x700, 10 fps, 1000k tbr, 1000k tbn',
  ].join('\r\n');
  expect(parseDesktopSize(said)).toEqual({
    name: 'desktop',
    geometry: { width: 1024, height: 700, x: 0, y: 0 },
  });
});

test('finds none where ffmpeg could not look', () => {
  expect(parseDesktopSize('Failed to capture image (error 31)')).toBeNull();
});
