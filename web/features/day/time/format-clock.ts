import { offsetAt, type ZoneDay } from './zone-day.ts';

export type ClockPrecision = 'minute' | 'second' | 'tenth' | 'milli';

const DAY_MICROS = 86_400_000_000;
const two = (value: number): string => String(value).padStart(2, '0');

/** 24-hour local time of `micros`, cut (never rounded up) to the precision: "14:16:07.2". */
export function formatClock(day: ZoneDay, micros: number, precision: ClockPrecision): string {
  const local = micros + offsetAt(day, micros);
  const ofDay = ((local % DAY_MICROS) + DAY_MICROS) % DAY_MICROS;
  const seconds = Math.floor(ofDay / 1_000_000);
  const minute = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`;
  if (precision === 'minute') return minute;
  const second = `${minute}:${two(seconds % 60)}`;
  if (precision === 'second') return second;
  const millis = String(Math.floor((ofDay % 1_000_000) / 1000)).padStart(3, '0');
  return `${second}.${precision === 'tenth' ? millis.slice(0, 1) : millis}`;
}

/** The offset in words that need no table of zone names: "GMT+8", "GMT−3:30", "GMT". */
export function formatOffset(day: ZoneDay, micros: number): string {
  const minutes = Math.round(offsetAt(day, micros) / 60_000_000);
  if (minutes === 0) return 'GMT';
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? '' : `:${two(size % 60)}`;
  return `GMT${minutes < 0 ? '−' : '+'}${Math.floor(size / 60)}${rest}`;
}
