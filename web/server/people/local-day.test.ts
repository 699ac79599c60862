import { describe, expect, test } from 'vitest';
import { localDay, localDayOf } from './local-day.ts';

const HOUR = 3_600_000_000;

describe('a local day', () => {
  test.each([
    ['2026-11-24', 'Asia/Shanghai', '2026-11-23T16:00:00Z', 24],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00Z', 23],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00Z', 25],
    ['2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00:00Z', 24.5],
    // Midnight itself does not exist on this day.
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00Z', 23],
  ])('of %s in %s begins at %s and has %d hours', (date, zone, from, hours) => {
    const day = localDay(date, zone);
    expect(day.from).toBe(Date.parse(from) * 1000);
    expect((day.to - day.from) / HOUR).toBe(hours);
  });

  test('is found by a moment in it', () => {
    const at = Date.parse('2026-11-23T16:30:00Z') * 1000;
    expect(localDayOf(at, 'Asia/Shanghai').date).toBe('2026-11-24');
    expect(localDayOf(at, 'UTC').date).toBe('2026-11-23');
  });

  test.each([['2026-02-30'], ['tomorrow'], ['']])('is not "%s"', (date) => {
    expect(() => localDay(date, 'UTC')).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });
});
