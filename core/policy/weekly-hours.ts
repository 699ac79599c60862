import type { PERSON_ZONE, WeeklySchedule } from '../protocol/policy.ts';

/** The same word as in the schema, which a window need not load for it. */
export const OWN_ZONE: typeof PERSON_ZONE = 'person';

export type Weekday = keyof WeeklySchedule['days'];
export type DayWindows = NonNullable<WeeklySchedule['days'][Weekday]>;

export const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const satisfies readonly Weekday[];

const WINDOW = /^(\d{1,2}):(\d\d)\s*[-–—~至到]\s*(\d{1,2}):(\d\d)$/;
const DAY_MINUTES = 1440;

/** "09:00-12:00, 13:00-17:30" to windows; empty for none; null when it can't be read. */
export function parseWindows(text: string): DayWindows | null {
  const parts = text.split(/[,，;；]/).map((part) => part.trim());
  const windows = parts.filter((part) => part !== '').map(parseWindow);
  const found = windows.filter((window) => window !== null);
  return found.length === windows.length ? found : null;
}

function parseWindow(text: string): DayWindows[number] | null {
  const [, fromHour, fromMinute, toHour, toMinute] = WINDOW.exec(text) ?? [];
  const from = minutes(fromHour, fromMinute);
  const to = minutes(toHour, toMinute);
  return from < to && to <= DAY_MINUTES ? { from, to } : null;
}

/** NaN, which no comparison lets pass, for what is no time of day. */
function minutes(hour: string | undefined, minute: string | undefined): number {
  return Number(minute) < 60 ? Number(hour) * 60 + Number(minute) : Number.NaN;
}

/** The reverse: "09:00–12:00, 13:00–17:30". */
export function formatWindows(windows: DayWindows): string {
  return windows.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ');
}

function clock(minute: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
}

/** The same hours every day, by the computer's own clock; null for none. */
export function everyDay(windows: DayWindows): WeeklySchedule | null {
  return windows.length === 0 ? null : { timeZone: OWN_ZONE, days: mapDays(() => windows) };
}

/** Proposed once recording is limited to hours. */
export function officeHours(): WeeklySchedule {
  const office = [
    { from: 9 * 60, to: 12 * 60 },
    { from: 13 * 60, to: 17 * 60 },
  ];
  return { timeZone: OWN_ZONE, days: mapDays((day) => (Number(day) <= 5 ? office : [])) };
}

function mapDays(value: (day: Weekday) => DayWindows): WeeklySchedule['days'] {
  return {
    '1': value('1'),
    '2': value('2'),
    '3': value('3'),
    '4': value('4'),
    '5': value('5'),
    '6': value('6'),
    '7': value('7'),
  };
}

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
