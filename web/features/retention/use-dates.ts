import { useFormatter } from 'next-intl';
import { useCallback } from 'react';

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

/** Of the browser; without it the page's formatter would speak UTC. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Moments (UTC µs) by the clock of whoever looks, always of 24 hours: as footage has it. */
export function useDates(): DateWords {
  const format = useFormatter();
  const timeZone = ownTimeZone();
  const day = useCallback(
    (micros: number) => format.dateTime(new Date(micros / 1000), { timeZone, dateStyle: 'medium' }),
    [format, timeZone],
  );
  const moment = useCallback(
    (micros: number) =>
      format.dateTime(new Date(micros / 1000), {
        ...{ timeZone, dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' },
      }),
    [format, timeZone],
  );
  const days = useCallback(
    (from: number, to: number) =>
      format.dateTimeRange(new Date(from / 1000), new Date(to / 1000 - 1), {
        timeZone,
        dateStyle: 'medium',
      }),
    [format, timeZone],
  );
  const second = useCallback(
    (micros: number) =>
      format.dateTime(new Date(micros / 1000), {
        ...{ timeZone, dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' },
      }),
    [format, timeZone],
  );
  return { day, moment, second, days };
}
