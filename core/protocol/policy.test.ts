import { describe, expect, it } from 'vitest';
import { WeeklySchedule } from './policy.ts';

const OFFICE = {
  timeZone: 'Europe/Berlin',
  days: { 1: [{ from: 540, to: 1020 }], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] },
};

describe('WeeklySchedule', () => {
  it('takes windows within a day, and days off', () => {
    expect(WeeklySchedule.parse(OFFICE)).toEqual(OFFICE);
    const whole = { ...OFFICE.days, 1: [{ from: 0, to: 1440 }] };
    expect(WeeklySchedule.safeParse({ ...OFFICE, days: whole }).success).toBe(true);
  });

  it('refuses a window across midnight, which would never come', () => {
    const night = { ...OFFICE.days, 1: [{ from: 1320, to: 360 }] };
    expect(WeeklySchedule.safeParse({ ...OFFICE, days: night }).success).toBe(false);
  });

  it.each(['', 'Europe/Atlantis', 'x'.repeat(65)])('refuses the time zone %j', (timeZone) => {
    expect(WeeklySchedule.safeParse({ ...OFFICE, timeZone }).success).toBe(false);
  });
});
