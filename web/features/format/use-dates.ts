import { type DateTimeFormatOptions, useFormatter } from 'next-intl';
import { useMemo } from 'react';

/** What `dateStyle: 'medium'` is; of a range Chinese would make slashes of that. */
const DAY = { year: 'numeric', month: 'short', day: 'numeric' } as const;

interface DateWords {
  /** "25 Nov 2026" */
  readonly day: (micros: number) => string;
  /** "25 Nov 2026, 01:00" */
  readonly moment: (micros: number) => string;
  /** "25 Nov 2026, 01:00:09" */
  readonly second: (micros: number) => string;
  /** The days of a half-open stretch: "1 – 30 Nov 2026" */
  readonly days: (from: number, to: number) => string;
}

/**
 * Moments (UTC µs), always of 24 hours: as footage has it. By the clock of whoever looks (`ViewerZone`),
 * or by that of `timeZone`.
 */
export function useDates(timeZone?: string): DateWords {
  const format = useFormatter();
  return useMemo(() => {
    const zone = timeZone === undefined ? {} : { timeZone };
    const tell = (options: DateTimeFormatOptions) => (micros: number) =>
      format.dateTime(new Date(micros / 1000), { ...options, ...zone });
    return {
      day: tell({ dateStyle: 'medium' }),
      moment: tell({ dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }),
      second: tell({ dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' }),
      days: (from, to) =>
        format.dateTimeRange(new Date(from / 1000), new Date(to / 1000 - 1), {
          ...DAY,
          ...zone,
        }),
    };
  }, [format, timeZone]);
}
