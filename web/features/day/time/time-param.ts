import { Temporal } from 'temporal-polyfill';
import { formatClock } from './format-clock.ts';
import { offsetAt, type ZoneDay } from './zone-day.ts';

const LOCAL = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?$/;

function localMicros(text: string, day: ZoneDay): number | null {
  const [, hour, minute, second = '0', fraction = '0'] = LOCAL.exec(text) ?? [];
  if (hour === undefined || minute === undefined) return null;
  const time = {
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Number(fraction.padEnd(3, '0')),
  };
  try {
    const plainTime = Temporal.PlainTime.from(time, { overflow: 'reject' });
    const plain = Temporal.PlainDate.from(day.date).toPlainDateTime(plainTime);
    return plain.toZonedDateTime(day.timeZone).epochMilliseconds * 1000;
  } catch {
    return null;
  }
}

function instantMicros(text: string): number | null {
  try {
    return Temporal.Instant.from(text).epochMilliseconds * 1000;
  } catch {
    return null;
  }
}

/**
 * Reads "14:16:07.2" (the day's local time) or an ISO instant. A time that the clock shows twice
 * means the first one. Null: not a time, or not of this day.
 */
export function parseTimeParam(text: string, day: ZoneDay): number | null {
  const micros = localMicros(text.trim(), day) ?? instantMicros(text.trim());
  return micros !== null && micros >= day.from && micros <= day.to ? micros : null;
}

/** Shown twice that day (clocks go back): the local time alone would not find its way home. */
function isRepeated(day: ZoneDay, micros: number): boolean {
  return (
    parseTimeParam(formatClock(day, micros, 'milli'), day) !== Math.floor(micros / 1000) * 1000
  );
}

/** The opposite of `parseTimeParam`, to the millisecond, as short as it can be. */
export function formatTimeParam(micros: number, day: ZoneDay): string {
  if (!isRepeated(day, micros)) return formatClock(day, micros, 'milli');
  const instant = Temporal.Instant.fromEpochMilliseconds(Math.floor(micros / 1000));
  const minutes = Math.round(offsetAt(day, micros) / 60_000_000);
  const sign = minutes < 0 ? '-' : '+';
  const size = Math.abs(minutes);
  const offset = `${sign}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
  return instant.toString({ timeZone: offset, smallestUnit: 'millisecond' });
}
