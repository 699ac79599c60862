import type { WeeklySchedule } from '@workcompanion/core/protocol/policy';

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
