import type { WeeklySchedule } from '../protocol/policy.ts';

/** From `from` to `to`, minutes since midnight on the wall clock of `timeZone`, each day. */
export interface DailyWindow {
  readonly from: number;
  readonly to: number;
  readonly timeZone: string;
}

const MIDNIGHT = 24 * 60;

/**
 * The window as a schedule, which knows of clock changes: the night may have an hour more or less.
 * One that ends before it starts goes over midnight; one that ends where it starts never closes.
 */
export function windowSchedule(window: DailyWindow | null): WeeklySchedule | null {
  if (window === null || window.from === window.to) return null;
  const day = windowsOfDay(window);
  const days = { 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day };
  return { timeZone: window.timeZone, days };
}

function windowsOfDay({ from, to }: DailyWindow) {
  if (from < to) return [{ from, to }];
  const late = { from, to: MIDNIGHT };
  return to === 0 ? [late] : [{ from: 0, to }, late];
}
