import type { ShellLocale } from '../ipc/bridge.ts';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "09:41" today, "Tue 09:41" in the days around, else with the date. Micros, UTC. */
export function formatTime(at: number, now: number, locale: ShellLocale): string {
  const date = new Date(at / 1000);
  const sameDay = date.toDateString() === new Date(now / 1000).toDateString();
  const near = Math.abs(at - now) < 6 * DAY;
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const day = near
    ? ({ weekday: 'short' } as const)
    : ({ month: 'short', day: 'numeric' } as const);
  return new Intl.DateTimeFormat(tag(locale), { ...clock, ...(sameDay ? {} : day) }).format(date);
}

/** "3 seconds ago", or "now". */
export function formatAge(at: number, now: number, locale: ShellLocale): string {
  const age = Math.max(0, now - at);
  const words = new Intl.RelativeTimeFormat(tag(locale), { numeric: 'always' });
  if (age < 2 * SECOND) {
    return new Intl.RelativeTimeFormat(tag(locale), { numeric: 'auto' }).format(0, 'second');
  }
  if (age < MINUTE) return words.format(-Math.floor(age / SECOND), 'second');
  if (age < HOUR) return words.format(-Math.floor(age / MINUTE), 'minute');
  if (age < DAY) return words.format(-Math.floor(age / HOUR), 'hour');
  return words.format(-Math.floor(age / DAY), 'day');
}

/** What is left of a time: "4:05", "1:02:03". */
export function formatLeft(micros: number): string {
  const seconds = Math.max(0, Math.ceil(micros / SECOND));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => String(part).padStart(index === 0 ? 1 : 2, '0')).join(':');
}

function tag(locale: ShellLocale): string {
  return locale === 'en' ? 'en-GB' : locale;
}
