import { describe, expect, it, test } from 'vitest';
import { regionBetween, regionByKey } from './region.ts';

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

describe('a drawn region', () => {
  it('is the same from whichever corner it was drawn', () => {
    const region = { x: 0.25, y: 0.5, width: 0.5, height: 0.25 };
    expect(regionBetween({ x: 0.25, y: 0.5 }, { x: 0.75, y: 0.75 })).toEqual(region);
    expect(regionBetween({ x: 0.75, y: 0.75 }, { x: 0.25, y: 0.5 })).toEqual(region);
  });

  it('ends at the edge of the picture', () => {
    expect(regionBetween({ x: -0.5, y: 0.5 }, { x: 0.5, y: 1.5 })).toEqual({
      x: 0,
      y: 0.5,
      width: 0.5,
      height: 0.5,
    });
  });

  it('is none where the hand only slipped, or beside the picture', () => {
    expect(regionBetween({ x: 0.5, y: 0.5 }, { x: 0.501, y: 0.9 })).toBeNull();
    expect(regionBetween({ x: 1.1, y: 0.1 }, { x: 1.4, y: 0.9 })).toBeNull();
  });
});
