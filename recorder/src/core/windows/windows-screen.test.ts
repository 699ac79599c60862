import { expect, test } from 'vitest';
import { windowsInput, windowsScreen } from './windows-screen.ts';

const geometry = { width: 1920, height: 1080, x: 0, y: 0 };
const left = { name: 'left', geometry: { ...geometry, x: -1920 } };
const main = { name: 'main', geometry };

test('duplicates the desktop of a single monitor, where that works', () => {
  const alone = true;
  expect(windowsInput(main, { grabber: 'ddagrab', alone }).kind).toBe('ddagrab');
  expect(windowsInput(main, { grabber: 'gdigrab', alone }).kind).toBe('gdigrab');
});

test('takes several monitors by their place, so that none is mistaken for another', () => {
  const input = windowsInput(left, { grabber: 'ddagrab', alone: false });
  expect(input).toEqual({ kind: 'gdigrab', geometry: left.geometry });
});

test('records the monitors that the window tells of', async () => {
  const screen = windowsScreen({
    ffmpeg: 'no-such-ffmpeg',
    grabber: 'gdigrab',
    helper: 'no-such-helper',
  });
  await expect(screen.displays()).rejects.toThrow('can not be seen');
  screen.tell([left, main]);
  expect(await screen.displays()).toEqual([left, main]);
});
