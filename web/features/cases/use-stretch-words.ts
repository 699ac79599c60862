import { useFormatter } from 'next-intl';
import { useCallback } from 'react';

interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface StretchWords {
  /** "24 Nov 2026, 14:16:07.200 – 14:20:00.000", by the clock of the person recorded. */
  readonly stretch: (stretch: Stretch, timeZone: string) => string;
  /** "14:16:07.200" */
  readonly clock: (micros: number, timeZone: string) => string;
}

/** Exact times of footage (UTC µs), always on a 24-hour clock. */
export function useStretchWords(): StretchWords {
  const format = useFormatter();
  const clock = useCallback(
    (micros: number, timeZone: string) =>
      format.dateTime(new Date(Math.floor(micros / 1000)), {
        timeZone,
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        fractionalSecondDigits: 3,
        hourCycle: 'h23',
      }),
    [format],
  );
  const stretch = useCallback(
    ({ from, to }: Stretch, timeZone: string) => {
      const day = (micros: number) =>
        format.dateTime(new Date(micros / 1000), { timeZone, dateStyle: 'medium' });
      const last = day(to - 1) === day(from) ? '' : `${day(to)} `;
      return `${day(from)}, ${clock(from, timeZone)} – ${last}${clock(to, timeZone)}`;
    },
    [format, clock],
  );
  return { stretch, clock };
}
