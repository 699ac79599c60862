import type { PressureLevel } from '@workcompanion/core/fleet/pressure-level';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decidePressure, expectedInflow, type PressureThresholds } from './decide-pressure.ts';

const GB = 1e9;
const HOUR = 3_600_000_000;
const NOW = 1_000 * HOUR;
const THRESHOLDS: PressureThresholds = { earlyHours: 48, fullHours: 12, reserveBytes: GB };

/** 10 GB came in during the last hour. */
const MARKS = [{ at: NOW - HOUR, receivedBytes: 90 * GB }];

function decide(freeGb: number, level: PressureLevel = 'calm', reclaimableGb = 0, marks = MARKS) {
  const reading = {
    at: NOW,
    receivedBytes: 100 * GB,
    freeBytes: freeGb * GB,
    reclaimableBytes: reclaimableGb * GB,
  };
  return decidePressure({ reading, marks, level }, THRESHOLDS);
}

describe('the pressure of the disk', () => {
  it('is told by the hours until only the reserve is left', () => {
    expect(decide(601)).toEqual({
      level: 'calm',
      bytesPerHour: 10 * GB,
      hoursLeft: 60,
      mustSweep: false,
    });
    expect(decide(401)).toMatchObject({ level: 'early', hoursLeft: 40 });
    expect(decide(101)).toMatchObject({ level: 'full', hoursLeft: 10 });
    expect(decide(0.9)).toMatchObject({ level: 'refuse', hoursLeft: 0 });
  });

  it('counts what can be swept as free', () => {
    expect(decide(101, 'calm', 500)).toMatchObject({
      level: 'calm',
      hoursLeft: 60,
      mustSweep: true,
    });
    expect(decide(101, 'calm', 100)).toMatchObject({ level: 'early', hoursLeft: 20 });
  });

  it('refuses by what is free now, whatever can be swept', () => {
    expect(decide(0.9, 'full', 500).level).toBe('refuse');
  });

  it.each<[PressureLevel, number, PressureLevel]>([
    ['early', 599, 'early'],
    ['early', 602, 'calm'],
    ['full', 149, 'full'],
    ['full', 152, 'early'],
    ['refuse', 1.24, 'refuse'],
    ['refuse', 1.26, 'full'],
    ['full', 602, 'calm'],
  ])('once %s, with %d GB free is %s', (before, free, after) => {
    expect(decide(free, before).level).toBe(after);
  });

  it('is calm while nothing comes in, but for the reserve', () => {
    const idle = [{ at: NOW - HOUR, receivedBytes: 100 * GB }];
    expect(decide(2, 'calm', 0, idle)).toMatchObject({
      level: 'calm',
      hoursLeft: null,
      mustSweep: false,
    });
    expect(decide(0.5, 'calm', 0, idle).level).toBe('refuse');
  });

  it('never falls as room grows, and settles at once', () => {
    const levels: PressureLevel[] = ['calm', 'early', 'full', 'refuse'];
    const rank = (level: PressureLevel) => levels.indexOf(level);
    const room = fc.double({ min: 0, max: 1_000, noNaN: true });
    fc.assert(
      fc.property(room, room, fc.constantFrom(...levels), (a, b, before) => {
        const [little, much] = a < b ? [a, b] : [b, a];
        expect(rank(decide(much, before).level)).toBeLessThanOrEqual(
          rank(decide(little, before).level),
        );
        const settled = decide(a, before).level;
        expect(decide(a, settled).level).toBe(settled);
      }),
    );
  });
});

describe('the inflow to reckon with', () => {
  const now = { at: NOW, receivedBytes: 240 * GB };

  it('is the higher of the last hour’s and the last day’s', () => {
    const day = { at: NOW - 24 * HOUR, receivedBytes: 0 };
    expect(expectedInflow(now, [day, { at: NOW - HOUR, receivedBytes: 240 * GB }])).toBe(10 * GB);
    expect(expectedInflow(now, [day, { at: NOW - HOUR, receivedBytes: 200 * GB }])).toBe(40 * GB);
  });

  it('is none before there is a minute to go by', () => {
    expect(expectedInflow(now, [])).toBe(0);
    expect(expectedInflow(now, [{ at: NOW - 30_000_000, receivedBytes: 0 }])).toBe(0);
  });
});
