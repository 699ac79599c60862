import { describe, expect, test } from 'vitest';
import { areaOn, covers, fills, maskOver, sameAreas } from './mask.ts';

const DISPLAY = { x: 1000, y: 0, width: 801, height: 600 };
const area = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });

describe('a window', () => {
  test('lies on a display with the part that is inside', () => {
    expect(areaOn(DISPLAY, area(1100, 50, 200, 100))).toEqual(area(100, 50, 200, 100));
    expect(areaOn(DISPLAY, area(900, -50, 200, 100))).toEqual(area(0, 0, 100, 50));
    expect(areaOn(DISPLAY, area(1790, 590, 200, 100))).toEqual(area(790, 590, 11, 10));
  });

  test('that only touches a display is not on it', () => {
    expect(areaOn(DISPLAY, area(900, 0, 100, 100))).toBeNull();
    expect(areaOn(DISPLAY, area(1801, 0, 100, 100))).toBeNull();
  });
});

describe('what is painted over', () => {
  test('covers each window with a margin, in whole pairs of pixels', () => {
    const places = [area(101, 51, 33, 33), area(0, 0, 5, 5), area(790, 590, 11, 10)];
    const mask = maskOver(places, DISPLAY);
    expect(covers(mask, places)).toBe(true);
    expect(mask[0]).toEqual(area(92, 42, 50, 50));
    expect(mask[1]).toEqual(area(0, 0, 14, 14));
    expect(mask[2]).toEqual(area(782, 582, 19, 18));
  });

  test('is one area around all of very many', () => {
    const places = Array.from({ length: 17 }, (_, index) => area(index * 40, 100, 10, 10));
    const mask = maskOver(places, DISPLAY);
    expect(mask).toHaveLength(1);
    expect(covers(mask, places)).toBe(true);
    expect(maskOver(places.slice(1), DISPLAY)).toHaveLength(16);
  });

  test('is nothing where there is no window, and covers none', () => {
    expect(maskOver([], DISPLAY)).toEqual([]);
    expect(covers([], [])).toBe(true);
    expect(covers([], [area(0, 0, 1, 1)])).toBe(false);
  });

  test('may be so much that nothing is left', () => {
    expect(fills([area(0, 0, 801, 600)], DISPLAY)).toBe(true);
    expect(fills([area(0, 0, 400, 600)], DISPLAY)).toBe(false);
  });
});

test('the same windows in another order are the same areas', () => {
  const [a, b] = [area(0, 0, 1, 1), area(5, 5, 1, 1)];
  expect(sameAreas([a, b], [b, a])).toBe(true);
  expect(sameAreas([a, b], [a, a])).toBe(false);
  expect(sameAreas([a], [a, b])).toBe(false);
});
