import { describe, expect, it } from 'vitest';
import { regionBetween } from './region-between.ts';

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
