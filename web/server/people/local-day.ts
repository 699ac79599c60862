import { AppError } from '@workcompanion/core/errors';
import { Temporal } from 'temporal-polyfill';

/** A calendar day in a time zone; 23, 24 or 25 hours (or what the zone's law says). */
export interface LocalDay {
  /** "2026-11-24" */
  readonly date: string;
  /** UTC µs, half-open. */
  readonly from: number;
  readonly to: number;
}

/** Throws `invalid-input` for a date that is none. */
export function localDay(date: string, timeZone: string): LocalDay {
  const day = parseDate(date);
  return {
    date,
    from: startOf(day, timeZone),
    to: startOf(day.add({ days: 1 }), timeZone),
  };
}

/** The day of `at` (UTC µs). */
export function localDayOf(at: number, timeZone: string): LocalDay {
  const instant = Temporal.Instant.fromEpochMilliseconds(Math.floor(at / 1000));
  return localDay(instant.toZonedDateTimeISO(timeZone).toPlainDate().toString(), timeZone);
}

/** The first moment, also where midnight is skipped by a change of the clock. */
function startOf(day: Temporal.PlainDate, timeZone: string): number {
  return day.toZonedDateTime(timeZone).startOfDay().epochMilliseconds * 1000;
}

function parseDate(date: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(date, { overflow: 'reject' });
  } catch (cause) {
    throw new AppError('invalid-input', `"${date}" is no date.`, { cause });
  }
}
