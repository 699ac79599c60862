import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ptsOf, unwrapPts } from './wall-clock.ts';

const WRAP_MS = 2 ** 33 / 90;
const NOON = Date.UTC(2026, 2, 29, 12);

describe('wall clock of a PTS', () => {
  it('comes back from its PTS, to a tick, when asked within 13 hours of it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 4e12, noNaN: true }),
        fc.double({ min: -0.499, max: 0.499, noNaN: true }),
        (utcMs, away) => {
          const pts = ptsOf(utcMs);
          expect(pts).toBeGreaterThanOrEqual(0);
          expect(pts).toBeLessThan(2 ** 33);
          expect(Math.abs(unwrapPts(pts, utcMs + away * WRAP_MS) - utcMs)).toBeLessThan(0.007);
        },
      ),
    );
  });

  it('goes on over a wrap', () => {
    const wrap = Math.ceil(NOON / WRAP_MS) * WRAP_MS;
    expect(unwrapPts(45, wrap - 5)).toBeCloseTo(wrap + 0.5, 2);
    expect(unwrapPts(2 ** 33 - 45, wrap + 5)).toBeCloseTo(wrap - 0.5, 2);
  });
});
