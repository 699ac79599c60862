import { describe, expect, it } from 'vitest';
import { Policy, WeeklySchedule } from './policy.ts';

const OFFICE = {
  timeZone: 'Europe/Berlin',
  days: { 1: [{ from: 540, to: 1020 }], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] },
};

describe('Policy', () => {
  it('that was written before a rule was there has its default', () => {
    const old = {
      version: 1,
      capture: { framesPerSecond: 5, segmentSeconds: 60, preset: 'veryfast', crf: 28 },
      schedule: null,
      upload: { concurrency: 2, bytesPerSecond: null },
      storage: { quotaBytes: 20 * 1024 ** 3, minimumFreeBytes: 1024 ** 3 },
      pause: { allowed: true, maximumMinutes: 60 },
      notice: { version: 1, text: { en: 'You are recorded.', 'zh-CN': '您的屏幕会被录制。' } },
      heartbeatSeconds: 60,
    };
    expect(Policy.parse(old)).toMatchObject({
      capture: { displays: 'all', hevc: false },
      idle: { afterSeconds: null },
      excluded: { programs: [], titles: [], how: 'pause-display' },
      saving: { batteryFramesPerSecond: null, meteredBytesPerSecond: null },
      upload: { schedule: null },
    });
  });
});

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
