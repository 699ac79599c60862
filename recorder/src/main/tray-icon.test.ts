import { describe, expect, test } from 'vitest';
import { SHELL_STATES, type ShellState } from '../ipc/shell-view.ts';
import { trayIcon } from './tray-icon.ts';

const SIDE = 16;

function drawn(state: ShellState, watched = false): Buffer {
  return trayIcon({ state, watched }, SIDE);
}

function pixel(picture: Buffer, x: number, y: number): number[] {
  return [...picture.subarray((y * SIDE + x) * 4, (y * SIDE + x) * 4 + 4)];
}

describe('the sign in the tray', () => {
  test.each(SHELL_STATES)('is drawn for %s, transparent at the corners', (state) => {
    const picture = drawn(state);
    expect(picture).toHaveLength(SIDE * SIDE * 4);
    expect(pixel(picture, 0, 0)).toEqual([0, 0, 0, 0]);
    expect(picture.some((value) => value > 100)).toBe(true);
  });

  test('is red while recording, also without the portal, and violet in a pause', () => {
    const [blue = 0, green = 0, red = 0] = pixel(drawn('recording'), 8, 8);
    expect(red).toBeGreaterThan(2 * Math.max(green, blue));
    const offline = drawn('recording-offline');
    expect(offline.equals(drawn('recording'))).toBe(false);
    const [b = 0, , r = 0] = pixel(drawn('paused'), 8, 8);
    expect(b).toBeGreaterThan(r);
  });

  test('is another while somebody watches, and only while it records', () => {
    expect(drawn('recording', true).equals(drawn('recording'))).toBe(false);
    expect(drawn('paused', true).equals(drawn('paused'))).toBe(true);
  });

  test('looks different in each of the states that matter', () => {
    const pictures = [
      'recording',
      'recording-offline',
      'paused',
      'off-schedule',
      'attention',
    ] as const;
    const looks = pictures.map((state) => drawn(state).toString('hex'));
    expect(new Set(looks).size).toBe(pictures.length);
  });
});
