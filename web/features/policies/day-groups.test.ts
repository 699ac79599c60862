import { describe, expect, it } from 'vitest';
import { dayGroups } from './day-groups.ts';

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
