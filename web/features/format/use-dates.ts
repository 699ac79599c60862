import { type DateTimeFormatOptions, useFormatter, useLocale } from 'next-intl';
import { useMemo } from 'react';

interface DateWords {
  /** "25 Nov 2026" */
  readonly day: (micros: number) => string;
  /** "01:00" */
  readonly clock: (micros: number) => string;
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
  const locale = useLocale();
  return useMemo(() => {
    const zone = timeZone === undefined ? {} : { timeZone };
    const tell = (options: DateTimeFormatOptions) => (micros: number) =>
      format.dateTime(new Date(micros / 1000), { ...options, ...zone });
    const day = tell({ dateStyle: 'medium' });
    const days = (from: number, to: number): string => {
      const [first, last] = [day(from), day(to - 1)];
      // Chinese would write ranges by slashes, and single days not.
      if (locale === 'zh-CN') return first === last ? first : `${first}–${last}`;
      const ends = [new Date(from / 1000), new Date((to - 1) / 1000)] as const;
      return format.dateTimeRange(...ends, { dateStyle: 'medium', ...zone });
    };
    return {
      day,
      clock: tell({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
      moment: tell({ dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }),
      second: tell({ dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' }),
      days,
    };
  }, [format, locale, timeZone]);
}
