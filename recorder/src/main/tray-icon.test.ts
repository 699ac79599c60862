import { describe, expect, test } from 'vitest';
import { SHELL_STATES } from '../ipc/shell-view.ts';
import { trayIcon } from './tray-icon.ts';

const SIDE = 16;

function pixel(picture: Buffer, x: number, y: number): number[] {
  return [...picture.subarray((y * SIDE + x) * 4, (y * SIDE + x) * 4 + 4)];
}

describe('the sign in the tray', () => {
  test.each(SHELL_STATES)('is drawn for %s, transparent at the corners', (state) => {
    const picture = trayIcon(state, SIDE);
    expect(picture).toHaveLength(SIDE * SIDE * 4);
    expect(pixel(picture, 0, 0)).toEqual([0, 0, 0, 0]);
    expect(picture.some((value) => value > 100)).toBe(true);
  });

  test('is red while recording, also without the portal, and violet in a pause', () => {
    const [blue = 0, green = 0, red = 0] = pixel(trayIcon('recording', SIDE), 8, 8);
    expect(red).toBeGreaterThan(2 * Math.max(green, blue));
    const offline = trayIcon('recording-offline', SIDE);
    expect(offline.equals(trayIcon('recording', SIDE))).toBe(false);
    const [b = 0, , r = 0] = pixel(trayIcon('paused', SIDE), 8, 8);
    expect(b).toBeGreaterThan(r);
  });

  test('looks different in each of the states that matter', () => {
    const pictures = [
      'recording',
      'recording-offline',
      'paused',
      'off-schedule',
      'attention',
    ] as const;
    const drawn = pictures.map((state) => trayIcon(state, SIDE).toString('hex'));
    expect(new Set(drawn).size).toBe(pictures.length);
  });
});
