import { Temporal } from 'temporal-polyfill';
import { type LocalDay, localDay } from './local-day.ts';

/** The days of "2026-11" by the calendar and the clock of a zone. */
export function daysOfMonth(month: string, timeZone: string): readonly LocalDay[] {
  const { year, month: number, daysInMonth } = Temporal.PlainYearMonth.from(month);
  return Array.from({ length: daysInMonth }, (_, index) =>
    localDay(new Temporal.PlainDate(year, number, index + 1).toString(), timeZone),
  );
}
