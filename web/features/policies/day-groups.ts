import type { WeeklySchedule } from '@workcompanion/core/protocol/policy';
import { formatWindows, WEEKDAYS, type Weekday } from './schedule-text.ts';

/** Days in a row with the same windows, as people speak of them. */
export interface DayGroup {
  readonly first: Weekday;
  readonly last: Weekday;
  readonly windows: string;
}

/** Days without a window are left out. */
export function dayGroups(days: WeeklySchedule['days']): readonly DayGroup[] {
  const groups: DayGroup[] = [];
  for (const day of WEEKDAYS) {
    const windows = formatWindows(days[day]);
    const before = groups.at(-1);
    if (before?.windows === windows) groups.splice(-1, 1, { ...before, last: day });
    else groups.push({ first: day, last: day, windows });
  }
  return groups.filter(({ windows }) => windows !== '');
}
