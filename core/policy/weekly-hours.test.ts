import { describe, expect, it } from 'vitest';
import { dayGroups, everyDay, formatWindows, officeHours, parseWindows } from './weekly-hours.ts';

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

const office = [{ from: 540, to: 1020 }];
const off = { '1': [], '2': [], '3': [], '4': [], '5': [], '6': [], '7': [] };
const short = [{ from: 540, to: 720 }];

describe('days in a row with the same hours', () => {
  it('are one group, and a day off parts them', () => {
    const days = { ...off, '1': office, '2': office, '4': office, '5': short, '6': short };
    expect(dayGroups(days)).toEqual([
      { first: '1', last: '2', windows: '09:00–17:00' },
      { first: '4', last: '4', windows: '09:00–17:00' },
      { first: '5', last: '6', windows: '09:00–12:00' },
    ]);
  });

  it('are none in a week without hours', () => {
    expect(dayGroups(off)).toEqual([]);
  });
});

describe('hours for a start', () => {
  it('are the same on every day, and none when nothing is said', () => {
    expect(everyDay([{ from: 1080, to: 1440 }])).toMatchObject({
      timeZone: 'person',
      days: { '1': [{ from: 1080, to: 1440 }], '7': [{ from: 1080, to: 1440 }] },
    });
    expect(everyDay([])).toBeNull();
  });

  it('are office hours on working days', () => {
    const { days } = officeHours();
    expect(days['1']).toEqual([
      { from: 540, to: 720 },
      { from: 780, to: 1020 },
    ]);
    expect(days['6']).toEqual([]);
  });
});
