import { Temporal } from 'temporal-polyfill';

const DAYS_A_WEEK = 7;

/** The dates of "2026-11" in weeks that begin on Monday; null where a day is of another month. */
export function weeksOfMonth(month: string): readonly (readonly (string | null)[])[] {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const blank = first.dayOfWeek - 1;
  const count = Math.ceil((blank + first.daysInMonth) / DAYS_A_WEEK);
  return Array.from({ length: count }, (_week, week) =>
    Array.from({ length: DAYS_A_WEEK }, (_day, day) => {
      const index = week * DAYS_A_WEEK + day - blank;
      return index < 0 || index >= first.daysInMonth ? null : first.add({ days: index }).toString();
    }),
  );
}

/** "2026-11" and 1 give "2026-12". */
export function addMonths(month: string, months: number): string {
  return Temporal.PlainYearMonth.from(month).add({ months }).toString();
}

/** "2026-11": what an address may hold. */
export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}
