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

  test('is an eye while somebody watches what is recorded, with the portal or without', () => {
    expect(drawn('recording', true).equals(drawn('recording'))).toBe(false);
    expect(drawn('recording-offline', true).equals(drawn('recording', true))).toBe(true);
    expect(drawn('paused', true).equals(drawn('paused'))).toBe(true);
  });

  test('can be told apart by shape alone, in a tenth of its pixels at least', () => {
    const signs = [
      drawn('recording'),
      drawn('recording', true),
      drawn('recording-offline'),
      drawn('paused'),
      drawn('off-schedule'),
    ].map(litPixels);
    for (const [index, one] of signs.entries()) {
      for (const other of signs.slice(index + 1)) {
        const differing = one.filter((pixel, place) => pixel !== other[place]).length;
        expect(differing).toBeGreaterThan(0.1 * SIDE * SIDE);
      }
    }
  });
});

/** What is left without colour: the dark body apart from white signs and what shows the bar. */
function litPixels(picture: Buffer): boolean[] {
  return Array.from({ length: SIDE * SIDE }, (_, index) => {
    const [blue = 0, green = 0, red = 0, alpha = 0] = picture.subarray(index * 4, index * 4 + 4);
    return alpha < 128 || Math.min(blue, green, red) > 128;
  });
}
