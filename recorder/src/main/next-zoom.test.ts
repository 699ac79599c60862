import { expect, test } from 'vitest';
import { nextZoom } from './next-zoom.ts';

test('grows, shrinks and goes back, as browsers do', () => {
  expect([nextZoom(1, '+'), nextZoom(1, '='), nextZoom(1, '-')]).toEqual([1.1, 1.1, 0.9]);
  expect([nextZoom(3, '+'), nextZoom(0.5, '-'), nextZoom(2, '0')]).toEqual([3, 0.5, 1]);
  expect(nextZoom(1.7499999999999998, '+')).toBe(2);
  expect(nextZoom(1, 'a')).toBeNull();
});
