import { useFormatter } from 'next-intl';
import { useCallback } from 'react';

interface DateWords {
  /** "25 Nov 2026" */
  readonly day: (micros: number) => string;
  /** "25 Nov 2026, 01:00" */
  readonly moment: (micros: number) => string;
  /** The days of a half-open stretch: "1 – 30 Nov 2026" */
  readonly days: (from: number, to: number) => string;
}

/** Moments (UTC µs) by the clock of whoever looks. */
export function useDates(): DateWords {
  const format = useFormatter();
  const day = useCallback(
    (micros: number) => format.dateTime(new Date(micros / 1000), { dateStyle: 'medium' }),
    [format],
  );
  const moment = useCallback(
    (micros: number) =>
      format.dateTime(new Date(micros / 1000), { dateStyle: 'medium', timeStyle: 'short' }),
    [format],
  );
  const days = useCallback(
    (from: number, to: number) =>
      format.dateTimeRange(new Date(from / 1000), new Date(to / 1000 - 1), {
        dateStyle: 'medium',
      }),
    [format],
  );
  return { day, moment, days };
}
