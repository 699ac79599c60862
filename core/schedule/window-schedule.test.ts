import { describe, expect, it } from 'vitest';
import { isScheduled } from './weekly-schedule.ts';
import { windowSchedule } from './window-schedule.ts';

const NIGHT = { from: 2 * 60, to: 6 * 60 };
const MINUTE_MS = 60_000;

/** Minutes during which the window is open on a date of UTC ± half a day. */
function openMinutes(timeZone: string, noonBefore: string, window = NIGHT): number {
  const schedule = windowSchedule({ ...window, timeZone });
  const start = Date.parse(noonBefore);
  const minutes = Array.from({ length: 24 * 60 }, (_, index) => start + index * MINUTE_MS);
  return minutes.filter((at) => isScheduled(schedule, at)).length;
}

describe('a window of every day', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-24T04:00Z', 240, 'which has no summer time'],
    ['Europe/Berlin', '2026-03-28T11:00Z', 180, 'as the clock skips 02:00 to 03:00'],
    ['Europe/Berlin', '2026-10-24T10:00Z', 300, 'as 02:00 to 03:00 comes twice'],
    ['America/New_York', '2026-03-07T17:00Z', 180, 'as the clock skips 02:00 to 03:00'],
    ['America/New_York', '2026-10-31T16:00Z', 240, 'as 01:00 to 02:00 comes twice, outside'],
    ['Asia/Kathmandu', '2026-05-05T06:15Z', 240, 'three quarters off the hour'],
    ['Australia/Lord_Howe', '2026-10-03T01:30Z', 210, 'as half an hour is skipped'],
  ])('in %s on the night after %s is open for %i minutes, %s', (zone, noon, minutes) => {
    expect(openMinutes(zone, noon)).toBe(minutes);
  });

  it('may go over midnight, up to midnight, or never close', () => {
    const noon = '2026-11-24T12:00Z';
    expect(openMinutes('UTC', noon, { from: 22 * 60, to: 6 * 60 })).toBe(8 * 60);
    expect(openMinutes('UTC', noon, { from: 22 * 60, to: 0 })).toBe(2 * 60);
    expect(windowSchedule({ from: 120, to: 120, timeZone: 'UTC' })).toBeNull();
  });
});
