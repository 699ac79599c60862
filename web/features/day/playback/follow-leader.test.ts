import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { SPEEDS } from '../pace/pacing.ts';
import { correctDrift, holdBack } from './follow-leader.ts';

const SECOND = 1_000_000;
const REFRESH = 1 / 60;
/** A tenth of a second for the viewer, which is what an eye sees, and never half a second of footage. */
const boundAt = (speed: number) => Math.min(0.1 * SECOND * Math.max(1, speed), 0.5 * SECOND);

interface Follower {
  readonly speed: number;
  /** Ahead of the leader, wall µs. */
  readonly drift: number;
  /** Where a seek lands beside its aim, wall µs. */
  readonly landing: number;
  /** A decoder that runs a little slow or fast. */
  readonly skew: number;
}

/** The drift at each refresh of the screen, as the follower is corrected. */
function follow({ speed, drift, landing, skew }: Follower, seconds: number): number[] {
  const drifts: number[] = [];
  let now = drift;
  for (let at = 0; at < seconds; at += REFRESH) {
    const lead = holdBack(-now, speed);
    const correction = correctDrift(now, lead);
    const rate = correction.kind === 'rate' ? correction.rate : lead;
    if (correction.kind === 'seek') now = landing * Math.max(1, speed);
    else now += (rate * skew - lead) * REFRESH * SECOND;
    drifts.push(now);
  }
  return drifts;
}

test('a display that is out of step is in step soon, and stays so, at every speed', () => {
  fc.assert(
    fc.property(
      fc.record({
        speed: fc.constantFrom(...SPEEDS),
        drift: fc.double({ min: -20 * SECOND, max: 20 * SECOND, noNaN: true }),
        landing: fc.double({ min: -0.3 * SECOND, max: 0.3 * SECOND, noNaN: true }),
        skew: fc.double({ min: 0.98, max: 1.02, noNaN: true }),
      }),
      (follower) => {
        const settled = follow(follower, 15).slice(-5 / REFRESH);
        const worst = Math.max(...settled.map(Math.abs));
        expect(worst).toBeLessThanOrEqual(boundAt(follower.speed));
      },
    ),
  );
});

describe('correctDrift', () => {
  it('leaves a drift below two screen refreshes alone', () => {
    expect(correctDrift(50_000, 1)).toEqual({ kind: 'none' });
  });

  it('nudges the rate against the drift above 150 ms', () => {
    expect(correctDrift(200_000, 1)).toEqual({ kind: 'rate', rate: 0.8 });
    expect(correctDrift(-200_000, 1)).toEqual({ kind: 'rate', rate: 1.2 });
  });

  it('seeks when the drift is too large to be closed by pace', () => {
    expect(correctDrift(2 * SECOND, 1)).toEqual({ kind: 'seek' });
  });

  it('corrects at 16x what would be half a second of footage', () => {
    expect(correctDrift(150_000, 16)).toEqual({ kind: 'none' });
    expect(correctDrift(500_000, 16)).toEqual({ kind: 'rate', rate: 14 });
    expect(correctDrift(8 * SECOND, 16)).toEqual({ kind: 'rate', rate: 12 });
  });

  it('never asks for a rate that browsers refuse', () => {
    expect(correctDrift(-8 * SECOND, 16)).toEqual({ kind: 'rate', rate: 16 });
  });

  it('holds the leader back where who lags could not play faster', () => {
    expect(holdBack(500_000, 16)).toBeCloseTo(16 / 1.125);
    expect(holdBack(500_000, 4)).toBe(4);
    expect(holdBack(100_000, 16)).toBe(16);
    // It is sought, and nobody waits for it.
    expect(holdBack(20 * SECOND, 16)).toBe(16);
  });
});
