import type { WeeklySchedule } from '@workcompanion/core/protocol/policy';
import { expect, test } from 'vitest';
import { scheduleLines } from './schedule-lines.ts';

const office = [{ from: 540, to: 1080 }];
const week: WeeklySchedule = {
  timeZone: 'Asia/Shanghai',
  days: { 1: office, 2: office, 3: office, 4: [], 5: [{ from: 0, to: 1440 }], 6: [], 7: [] },
};

test('days with the same hours share a line, free days have none', () => {
  expect(scheduleLines(week, 'en')).toEqual([
    { days: 'Mon – Wed', hours: '09:00 – 18:00' },
    { days: 'Fri', hours: '00:00 – 24:00' },
  ]);
  expect(scheduleLines(week, 'zh-CN')[0]?.days).toBe('周一 – 周三');
});
