import type { WeeklySchedule } from '@workcompanion/core/protocol/policy';
import type { ShellLocale } from '../messages/messages-of.ts';

type Weekday = keyof WeeklySchedule['days'];

const WEEKDAYS: readonly Weekday[] = ['1', '2', '3', '4', '5', '6', '7'];
/** A Monday. */
const SOME_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

export interface ScheduleLine {
  readonly days: string;
  readonly hours: string;
}

/** "Mon – Fri", "09:00 – 18:00": neighbouring days with the same hours share a line. */
export function scheduleLines(schedule: WeeklySchedule, locale: ShellLocale): ScheduleLine[] {
  const runs: { first: Weekday; last: Weekday; hours: string }[] = [];
  for (const day of WEEKDAYS) {
    const hours = (schedule.days[day] ?? []).map(hoursOf).join(', ');
    const run = runs.at(-1);
    if (run !== undefined && run.hours === hours) run.last = day;
    else runs.push({ first: day, last: day, hours });
  }
  return runs
    .filter(({ hours }) => hours !== '')
    .map(({ first, last, hours }) => ({ days: daysOf(first, last, locale), hours }));
}

function hoursOf({ from, to }: { readonly from: number; readonly to: number }): string {
  return `${clock(from)} – ${clock(to)}`;
}

function clock(minutes: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

function daysOf(first: Weekday, last: Weekday, locale: ShellLocale): string {
  const names = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  const name = (day: Weekday) => names.format(SOME_MONDAY + (Number(day) - 1) * DAY_MS);
  return first === last ? name(first) : `${name(first)} – ${name(last)}`;
}
