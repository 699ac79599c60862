import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './read-integrity.ts';

describe('wilsonInterval', () => {
  it('agrees with published figures', () => {
    // Newcombe (1998), table I: 81/263 and 15/148, 0/20, 1/29.
    for (const [hits, n, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const interval = wilsonInterval(hits, n);
      expect(interval.low).toBeCloseTo(low, 4);
      expect(interval.high).toBeCloseTo(high, 4);
    }
  });

  it('never promises what a sample can not tell', () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
    expect(wilsonInterval(1, 1).low).toBeLessThan(0.25);
    expect(wilsonInterval(6000, 6000).high).toBe(1);
    expect(wilsonInterval(6000, 6000).low).toBeGreaterThan(0.999);
  });
});
