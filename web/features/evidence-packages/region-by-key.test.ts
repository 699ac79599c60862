import { expect, test } from 'vitest';
import { regionByKey } from './region-by-key.ts';

const press = (key: string, shiftKey = false) => ({ key, shiftKey });
const middle = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };

test('the first arrow puts a rectangle in the middle, a further one moves it', () => {
  expect(regionByKey(null, press('ArrowLeft'))).toEqual(middle);
  expect(regionByKey(middle, press('ArrowLeft'))).toMatchObject({ x: 0.38, width: 0.2 });
});

test('Shift and an arrow change its size, and no edge leaves the picture', () => {
  expect(regionByKey(middle, press('ArrowDown', true))).toMatchObject({ y: 0.4, height: 0.22 });
  const corner = { x: 0.75, y: 0, width: 0.25, height: 1 };
  expect(regionByKey(corner, press('ArrowRight', true))).toMatchObject({ width: 0.25 });
  expect(regionByKey(corner, press('ArrowDown'))).toMatchObject({ y: 0 });
});

test('Delete takes it away; other keys are left to the page', () => {
  expect(regionByKey(middle, press('Delete'))).toBeNull();
  expect(regionByKey(middle, press('Tab'))).toBeUndefined();
});
