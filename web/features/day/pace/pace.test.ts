import { intervalAt } from '@workcompanion/core/footage/interval';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, measureChange, mergeChanges } from './change.ts';
import { FASTEST, planSpeeds, SLOWEST, stillStretches } from './pacer.ts';
import { stepSpeed } from './pacing.ts';

const MINUTE = 60_000_000;
const day = { from: 0, to: Number.MAX_SAFE_INTEGER };

const lane = fc
  .array(
    fc.record({
      length: fc.integer({ min: 1, max: 20 }),
      change: fc.float({ min: 0, max: 1, noNaN: true }),
      isHole: fc.boolean(),
    }),
    { maxLength: 20 },
  )
  .map((parts) => {
    let at = 0;
    return parts.flatMap(({ length, change, isHole }): Change[] => {
      const from = at;
      at += length * MINUTE;
      return isHole ? [] : [{ from, to: at, change }];
    });
  });

describe('how much changes', () => {
  const sample = (minute: number, bytes: number) => ({
    from: minute * MINUTE,
    to: (minute + 1) * MINUTE,
    bytes,
  });

  it('is told by what the encoder writes beside what it writes when busy', () => {
    const samples = [...Array(9).keys()].map((n) => sample(n, n === 4 ? 30_000 : 900_000));
    const changes = measureChange([...samples, sample(9, 9_000_000)]);
    expect(changes.map(({ change }) => change.toFixed(2))).toEqual(
      [...Array(10).keys()].map((n) => (n === 4 ? '0.03' : '1.00')),
    );
  });

  it('calls nothing still on a day that is even all along', () => {
    const samples = [...Array(20).keys()].map((n) => sample(n, 5_000));
    expect(stillStretches(measureChange(samples), MINUTE)).toEqual([]);
    expect(measureChange([])).toEqual([]);
    expect(measureChange([sample(0, 0)])).toMatchObject([{ change: 1 }]);
  });

  it('is of all displays together what the busiest shows, at every moment', () => {
    fc.assert(
      fc.property(fc.array(lane, { minLength: 1, maxLength: 3 }), (lanes) => {
        const merged = mergeChanges(lanes);
        for (let at = 0; at < 200 * MINUTE; at += MINUTE / 2) {
          const all = lanes.flatMap((one) => intervalAt(one, at)?.change ?? []);
          const wanted = all.length === 0 ? undefined : Math.max(...all);
          expect(intervalAt(merged, at)?.change).toBe(wanted);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('still stretches', () => {
  it('are whole and long enough, and nothing in them moves', () => {
    fc.assert(
      fc.property(lane, fc.integer({ min: 1, max: 30 }), (changes, minutes) => {
        const stretches = stillStretches(changes, minutes * MINUTE);
        for (const { from, to } of stretches) {
          expect(to - from).toBeGreaterThanOrEqual(minutes * MINUTE);
          const inside = changes.filter((one) => one.from < to && one.to > from);
          expect(inside.every(({ change }) => change <= 0.3)).toBe(true);
        }
      }),
    );
  });
});

describe('watching a stretch within a time', () => {
  it('keeps the time where the speeds allow it, and never speeds up what moves more', () => {
    fc.assert(
      fc.property(lane, fc.integer({ min: 1, max: 120 }), (changes, minutes) => {
        const budget = minutes * MINUTE;
        const { legs, takes } = planSpeeds(changes, day, budget);
        const footage = changes.reduce((sum, { from, to }) => sum + to - from, 0);
        const least = footage / FASTEST;
        const most = footage / SLOWEST;
        const wanted = Math.min(most, Math.max(least, budget));
        expect(Math.abs(takes - wanted)).toBeLessThanOrEqual(wanted * 0.001 + 1);
        for (const [index, leg] of legs.entries()) {
          for (const [other, change] of changes.entries()) {
            const isBusier = (changes[index]?.change ?? 0) > change.change;
            if (isBusier) expect(leg.speed).toBeLessThanOrEqual(legs[other]?.speed ?? 0);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('plans only what is inside', () => {
    const changes = [{ from: 0, to: 10 * MINUTE, change: 1 }];
    const { legs } = planSpeeds(changes, { from: 2 * MINUTE, to: 4 * MINUTE }, MINUTE);
    expect(legs).toEqual([{ from: 2 * MINUTE, to: 4 * MINUTE, speed: expect.closeTo(2, 3) }]);
  });
});

describe('speeds', () => {
  it('step and stop at the ends', () => {
    expect(stepSpeed(1, 1)).toBe(2);
    expect(stepSpeed(16, 1)).toBe(16);
    expect(stepSpeed(0.5, -1)).toBe(0.5);
  });
});
