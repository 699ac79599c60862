import { describe, expect, it } from 'vitest';
import { mediaAtWall, wallAtMedia } from './fragment-clock.ts';

/** Two seconds at 10:00:00, a pause, and two seconds at 10:01:00. */
const TEN = Date.UTC(2026, 10, 24, 10);
const FRAGMENTS = [
  { start: 0, duration: 2, programDateTime: TEN },
  { start: 2, duration: 2, programDateTime: TEN + 60_000 },
];

describe('the clock of the footage', () => {
  it('jumps over what was not recorded', () => {
    expect(wallAtMedia(FRAGMENTS, 1.5)).toBe(TEN * 1000 + 1_500_000);
    expect(wallAtMedia(FRAGMENTS, 2.5)).toBe(TEN * 1000 + 60_500_000);
    expect(wallAtMedia([], 1)).toBeNull();
  });

  it('takes a moment of a pause for the footage after it, and none after the end', () => {
    expect(mediaAtWall(FRAGMENTS, TEN * 1000 + 500_000)).toBe(0.5);
    expect(mediaAtWall(FRAGMENTS, TEN * 1000 + 30_000_000)).toBe(2);
    expect(mediaAtWall(FRAGMENTS, TEN * 1000 + 90_000_000)).toBeNull();
  });
});
