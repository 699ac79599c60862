import { useFormatter } from 'next-intl';
import { useCallback } from 'react';
import { useDayScope } from '../context/day-context.ts';

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const DATE = { day: 'numeric', month: 'short' } as const;

/** A moment that may be on another day, in the person's zone: "14:16", or "26 Nov, 03:10". */
export function useDeadlineWords(): (micros: number) => string {
  const format = useFormatter();
  const { timeZone } = useDayScope().zone;
  return useCallback(
    (micros: number) => {
      const moment = new Date(micros / 1000);
      const dayOf = (at: Date): string => format.dateTime(at, { ...DATE, timeZone });
      const isToday = dayOf(moment) === dayOf(new Date());
      return format.dateTime(moment, { ...CLOCK, ...(isToday ? {} : DATE), timeZone });
    },
    [format, timeZone],
  );
}
