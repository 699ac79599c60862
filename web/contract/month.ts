import { PersonId } from '@workcompanion/core/ids';
import { z } from 'zod';
import { sortOf } from './sort.ts';

/** "2026-11" */
export const MonthParam = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'not a month as 2026-11');

/** One day of a person in sum, over all displays; µs. A day of which nothing is known is left out. */
export const DayTotals = z.object({
  date: z.iso.date(),
  /** Footage of any display. */
  recorded: z.number().int(),
  /** No footage, for a reason that is nobody's fault. */
  gaps: z.number().int(),
  /** No footage by a fault, or for no reason that is known. */
  faults: z.number().int(),
});
export type DayTotals = z.infer<typeof DayTotals>;

export const PersonMonth = z.object({
  person: z.object({
    id: PersonId,
    name: z.string(),
    login: z.string().nullable(),
    timeZone: z.string(),
  }),
  month: MonthParam,
  /** The person's present day. */
  today: z.iso.date(),
  days: z.array(DayTotals),
});
export type PersonMonth = z.infer<typeof PersonMonth>;

export const PersonMonthSort = sortOf(['person']);
export type PersonMonthSort = z.infer<typeof PersonMonthSort>;

export const PeopleMonth = z.object({
  items: z.array(PersonMonth.omit({ month: true })),
  next: z.string().nullable(),
});
export type PeopleMonth = z.infer<typeof PeopleMonth>;
