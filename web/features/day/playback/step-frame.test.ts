import { describe, expect, it } from 'vitest';
import { nextFrameProbe, previousFrameTime } from './step-frame.ts';

describe('frame steps', () => {
  it('go back by a hair before this frame', () => {
    expect(previousFrameTime(10)).toBeCloseTo(9.998);
    expect(previousFrameTime(0)).toBe(0);
  });

  it('double the distance until the rate is known', () => {
    const probes = [0, 1, 2, 3, 4].map((attempt) => nextFrameProbe(10, null, attempt) ?? 0);
    expect(probes.map((probe) => Math.round((probe - 10) * 1000))).toEqual([17, 33, 67, 133, 267]);
    expect(nextFrameProbe(10, null, 8)).toBeNull();
  });

  it('land inside the next frame once the rate is known', () => {
    expect(nextFrameProbe(10, 0.2, 0)).toBeCloseTo(10.202);
  });
});
