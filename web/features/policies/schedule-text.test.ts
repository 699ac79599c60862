import { describe, expect, it } from 'vitest';
import { formatWindows, parseWindows } from './schedule-text.ts';

describe('the text of working hours', () => {
  it('is read with the dashes and commas that people type, and written in one way', () => {
    const windows = [
      { from: 540, to: 720 },
      { from: 780, to: 1050 },
    ];
    expect(parseWindows('9:00-12:00, 13:00 – 17:30')).toEqual(windows);
    expect(parseWindows('09:00至12:00，13:00至17:30')).toEqual(windows);
    expect(formatWindows(windows)).toBe('09:00–12:00, 13:00–17:30');
  });

  it('may be empty, and may last until midnight', () => {
    expect(parseWindows(' ')).toEqual([]);
    expect(parseWindows('00:00-24:00')).toEqual([{ from: 0, to: 1440 }]);
  });

  it.each([
    '9-17',
    '17:00-09:00',
    '09:00-09:00',
    '09:60-10:00',
    '20:00-24:01',
    'x',
    '09:00-10:00-11:00',
  ])('refuses %j', (text) => expect(parseWindows(text)).toBeNull());
});
