import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { formatClock, formatOffset } from './format-clock.ts';
import { formatTimeParam, parseTimeParam } from './time-param.ts';
import { offsetAt, zoneDay } from './zone-day.ts';

const HOUR = 3_600_000_000;
const at = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds * 1000;

describe('zoneDay', () => {
  it('gives an ordinary day 24 hours and one offset', () => {
    const day = zoneDay('2026-11-24', 'Asia/Shanghai');
    expect(day.to - day.from).toBe(24 * HOUR);
    expect(day.offsets).toEqual([
      { fromMicros: at('2026-11-23T16:00:00Z'), offsetMicros: 8 * HOUR },
    ]);
  });

  it('gives the day on which clocks go back 25 hours and two offsets', () => {
    const day = zoneDay('2026-10-25', 'Europe/Berlin');
    expect(day.to - day.from).toBe(25 * HOUR);
    expect(day.offsets.map((entry) => entry.offsetMicros)).toEqual([2 * HOUR, HOUR]);
    expect(offsetAt(day, at('2026-10-25T00:59:59Z'))).toBe(2 * HOUR);
    expect(offsetAt(day, at('2026-10-25T01:00:00Z'))).toBe(HOUR);
  });

  it('gives the day on which clocks go forward 23 hours', () => {
    const day = zoneDay('2026-03-29', 'Europe/Berlin');
    expect(day.to - day.from).toBe(23 * HOUR);
  });

  it('begins a day without a midnight at its first moment', () => {
    const day = zoneDay('2018-11-04', 'America/Sao_Paulo');
    expect(formatClock(day, day.from, 'minute')).toBe('01:00');
  });
});

describe('formatClock', () => {
  const day = zoneDay('2026-11-24', 'Asia/Shanghai');
  const micros = at('2026-11-24T06:16:07.299Z') + 999;

  it('cuts to the precision and never rounds up', () => {
    expect(formatClock(day, micros, 'minute')).toBe('14:16');
    expect(formatClock(day, micros, 'second')).toBe('14:16:07');
    expect(formatClock(day, micros, 'tenth')).toBe('14:16:07.2');
    expect(formatClock(day, micros, 'milli')).toBe('14:16:07.299');
  });

  it('shows the same local hour twice, told apart by the offset', () => {
    const long = zoneDay('2026-10-25', 'Europe/Berlin');
    const first = at('2026-10-25T00:30:00Z');
    const second = at('2026-10-25T01:30:00Z');
    expect(formatClock(long, first, 'minute')).toBe(formatClock(long, second, 'minute'));
    expect([formatOffset(long, first), formatOffset(long, second)]).toEqual(['GMT+2', 'GMT+1']);
  });

  it('writes half-hour and western offsets', () => {
    expect(
      formatOffset(zoneDay('2026-01-01', 'America/St_Johns'), at('2026-01-01T12:00:00Z')),
    ).toBe('GMT−3:30');
    expect(formatOffset(zoneDay('2026-01-01', 'UTC'), at('2026-01-01T12:00:00Z'))).toBe('GMT');
  });
});

describe('the time in the address', () => {
  const day = zoneDay('2026-11-24', 'Asia/Shanghai');

  it('reads local times of any precision and ISO instants', () => {
    expect(parseTimeParam('14:16', day)).toBe(at('2026-11-24T06:16:00Z'));
    expect(parseTimeParam(' 9:05:03.25 ', day)).toBe(at('2026-11-24T01:05:03.250Z'));
    expect(parseTimeParam('2026-11-24T06:16:07.2Z', day)).toBe(at('2026-11-24T06:16:07.200Z'));
  });

  it('refuses what is no time, and times of other days', () => {
    for (const text of ['', 'now', '25:00', '12:60', '12:00:61', '2026-11-26T06:16:07Z']) {
      expect(parseTimeParam(text, day)).toBeNull();
    }
  });

  it('finds its way back from what it wrote, also in the hour that comes twice', () => {
    const long = zoneDay('2026-10-25', 'Europe/Berlin');
    for (const iso of [
      '2026-10-25T00:30:00.123Z',
      '2026-10-25T01:30:00.123Z',
      '2026-10-25T22:59:59.999Z',
    ]) {
      expect(parseTimeParam(formatTimeParam(at(iso), long), long)).toBe(at(iso));
    }
    expect(formatTimeParam(at('2026-10-25T00:30:00Z'), long)).toBe('02:30:00.000');
    expect(formatTimeParam(at('2026-10-25T01:30:00Z'), long)).toBe('2026-10-25T02:30:00.000+01:00');
  });
});
