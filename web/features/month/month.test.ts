import { describe, expect, it } from 'vitest';
import { hasFault, heatLevel } from './heat-level.ts';
import { addMonths, weeksOfMonth } from './weeks-of-month.ts';

const HOUR = 3_600_000_000;

describe('a month in weeks', () => {
  it('begins each on Monday and leaves other months out', () => {
    const weeks = weeksOfMonth('2026-11');
    expect(weeks).toHaveLength(6);
    expect(weeks[0]).toEqual([null, null, null, null, null, null, '2026-11-01']);
    expect(weeks[1]?.[0]).toBe('2026-11-02');
    expect(weeks[5]).toEqual(['2026-11-30', null, null, null, null, null, null]);
  });

  it('holds each day once, in leap years too', () => {
    const days = weeksOfMonth('2028-02')
      .flat()
      .filter((day) => day !== null);
    expect(days).toHaveLength(29);
    expect(new Set(days).size).toBe(29);
  });

  it('is followed by the next, over the end of a year', () => {
    expect(addMonths('2026-12', 1)).toBe('2027-01');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
  });
});

describe('how strongly a day is coloured', () => {
  it('grows with what was recorded', () => {
    const levels = [0, 1, 2 * HOUR, 5 * HOUR, 8 * HOUR].map(heatLevel);
    expect(levels).toEqual([0, 1, 2, 3, 4]);
  });

  it('marks faults, but no restart', () => {
    expect([hasFault(5_000_000), hasFault(60_000_000)]).toEqual([false, true]);
  });
});
