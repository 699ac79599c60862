import { describe, expect, it } from 'vitest';
import { stepSpeed } from '../pace/pacing.ts';
import { correctDrift } from './follow-leader.ts';
import { chooseLeader, chooseSuccessor } from './leader.ts';
import { nextFrameProbe, previousFrameTime } from './step-frame.ts';

const S = 1_000_000;
const span = (from: number, to: number) => ({ from: from * S, to: to * S });

describe('correctDrift', () => {
  it('leaves a drift below two screen refreshes alone', () => {
    expect(correctDrift(50_000, 1)).toEqual({ kind: 'none' });
  });

  it('nudges the rate against the drift above 150 ms', () => {
    expect(correctDrift(200_000, 1)).toEqual({ kind: 'rate', rate: 0.8 });
    expect(correctDrift(-200_000, 1)).toEqual({ kind: 'rate', rate: 1.2 });
  });

  it('seeks when the drift is too large to be closed by pace', () => {
    expect(correctDrift(2 * S, 1)).toEqual({ kind: 'seek' });
  });

  it('measures at 16x by what the eye sees', () => {
    expect(correctDrift(800_000, 16)).toEqual({ kind: 'none' });
    expect(correctDrift(8 * S, 16)).toEqual({ kind: 'rate', rate: 12 });
  });

  it('never asks for a rate that browsers refuse', () => {
    expect(correctDrift(-8 * S, 16)).toEqual({ kind: 'rate', rate: 16 });
  });
});

describe('the leading display', () => {
  const first = { key: 'a', footage: [span(0, 10), span(60, 90)] };
  const second = { key: 'b', footage: [span(0, 30)] };

  it('is the first one on screen that has footage', () => {
    expect(chooseLeader([first, second], 5 * S)).toBe('a');
    expect(chooseLeader([first, second], 15 * S)).toBe('b');
    expect(chooseLeader([first, second], 40 * S)).toBeNull();
  });

  it('hands over to a display that goes on, without a jump', () => {
    expect(chooseSuccessor([first, second], 10 * S)).toEqual({ key: 'b', micros: 10 * S });
  });

  it('jumps only the gap that all displays share', () => {
    expect(chooseSuccessor([first, second], 30 * S)).toEqual({ key: 'a', micros: 60 * S });
    expect(chooseSuccessor([first, second], 95 * S)).toBeNull();
  });
});

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

describe('speeds', () => {
  it('step and stop at the ends', () => {
    expect(stepSpeed(1, 1)).toBe(2);
    expect(stepSpeed(16, 1)).toBe(16);
    expect(stepSpeed(0.5, -1)).toBe(0.5);
  });
});
