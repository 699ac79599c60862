import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, isDate, localDate } from './local-date.ts';

describe('local dates', () => {
  it("are the person's and not the browser's", () => {
    const micros = Date.parse('2026-11-24T17:00:00Z') * 1000;
    expect(localDate(micros, 'Asia/Shanghai')).toBe('2026-11-25');
    expect(localDate(micros, 'America/New_York')).toBe('2026-11-24');
  });

  it('cross months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
    expect(daysBetween('2026-11-24', '2027-01-01')).toBe(38);
    expect(daysBetween('2026-11-24', '2026-11-20')).toBe(-4);
  });

  it('are checked before they are believed', () => {
    expect(isDate('2026-11-24')).toBe(true);
    for (const text of ['2026-02-30', '2026-13-01', 'today', '20261124', '']) {
      expect(isDate(text)).toBe(false);
    }
  });
});
