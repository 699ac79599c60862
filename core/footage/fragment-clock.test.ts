import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FragmentTime,
  mediaAtWall,
  playableStretches,
  wallAtMedia,
} from './fragment-clock.ts';

const MS = 1000;
const T = 1_790_000_000_000;
/** Two segments, a pause of an hour, one more: the media timeline has no hole. */
const fragments: FragmentTime[] = [
  { start: 0, duration: 60, programDateTime: T },
  { start: 60, duration: 60, programDateTime: T + 60_000 },
  { start: 120, duration: 30, programDateTime: T + 3_720_000 },
];

/** Two seconds at 10:00:00, a pause, and two seconds at 10:01:00. */
const TEN = Date.UTC(2026, 10, 24, 10);
const FRAGMENTS = [
  { start: 0, duration: 2, programDateTime: TEN },
  { start: 2, duration: 2, programDateTime: TEN + 60_000 },
];

describe('wallAtMedia', () => {
  it('adds the offset within the fragment to its own date', () => {
    expect(wallAtMedia(fragments, 61.2)).toBe((T + 61_200) * MS);
    expect(wallAtMedia(fragments, 121)).toBe((T + 3_721_000) * MS);
  });

  it('counts a frame that comes a rounding too early to the fragment it opens', () => {
    expect(wallAtMedia(fragments, 119.9996)).toBe((T + 3_720_000) * MS);
  });

  it('stays at the ends', () => {
    expect(wallAtMedia(fragments, -0.3)).toBe(T * MS);
    expect(wallAtMedia(fragments, 900)).toBe((T + 3_750_000) * MS);
    expect(wallAtMedia([], 1)).toBeNull();
  });
});

describe('mediaAtWall', () => {
  it('finds the moment in the fragment that holds it', () => {
    expect(mediaAtWall(fragments, (T + 90_000) * MS)).toEqual({ seconds: 90, isExact: true });
  });

  it('leads from a gap to what follows, and says so', () => {
    expect(mediaAtWall(fragments, (T + 500_000) * MS)).toEqual({ seconds: 120, isExact: false });
  });

  it('does not take the seam of two segments for a gap', () => {
    const seam: FragmentTime[] = [
      { start: 0, duration: 59.8, programDateTime: T },
      { start: 59.8, duration: 60, programDateTime: T + 60_000 },
    ];
    expect(mediaAtWall(seam, (T + 59_900) * MS)).toEqual({ seconds: 59.8, isExact: true });
    expect(playableStretches(seam)).toEqual([{ from: T * MS, to: (T + 120_000) * MS }]);
  });

  it('has no answer behind the last footage', () => {
    expect(mediaAtWall(fragments, (T + 3_750_000) * MS)).toBeNull();
  });

  it('is the opposite of wallAtMedia for every moment of footage', () => {
    const moments = fc.oneof(
      fc.integer({ min: 0, max: 119_999 }),
      fc.integer({ min: 3_720_000, max: 3_749_999 }),
    );
    fc.assert(
      fc.property(moments, (ms) => {
        const wall = (T + ms) * MS;
        const media = mediaAtWall(fragments, wall);
        expect(media?.isExact).toBe(true);
        const back = wallAtMedia(fragments, media?.seconds ?? -1) ?? 0;
        // The last 5 ms of a stretch count to the next one: a frame's rounding.
        expect(Math.abs(back - wall) <= 1 || ms % 60_000 >= 59_995 || ms === 119_999).toBe(true);
      }),
    );
  });
});

describe('playableStretches', () => {
  it('joins segments and keeps gaps', () => {
    expect(playableStretches(fragments)).toEqual([
      { from: T * MS, to: (T + 120_000) * MS },
      { from: (T + 3_720_000) * MS, to: (T + 3_750_000) * MS },
    ]);
  });
});

describe('the clock of a package', () => {
  it('jumps over what was not recorded', () => {
    expect(wallAtMedia(FRAGMENTS, 1.5)).toBe(TEN * 1000 + 1_500_000);
    expect(wallAtMedia(FRAGMENTS, 2.5)).toBe(TEN * 1000 + 60_500_000);
    expect(wallAtMedia([], 1)).toBeNull();
  });

  it('takes a moment of a pause for the footage after it, and none after the end', () => {
    expect(mediaAtWall(FRAGMENTS, TEN * 1000 + 500_000)?.seconds).toBe(0.5);
    expect(mediaAtWall(FRAGMENTS, TEN * 1000 + 30_000_000)?.seconds).toBe(2);
    expect(mediaAtWall(FRAGMENTS, TEN * 1000 + 90_000_000)).toBeNull();
  });
});
