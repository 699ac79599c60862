import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useDuration } from '../format/use-duration.ts';

const HOUR = 3_600_000_000;

/** A sum of working time: "32 h", never in days of 24 hours. */
export function useHours(): (micros: number) => string {
  const t = useTranslations('common');
  const { duration } = useDuration();
  return useCallback(
    (micros: number) => {
      if (micros === 0) return '–';
      if (micros < 24 * HOUR) return duration(micros);
      return t('hours', { hours: Math.floor(micros / HOUR) });
    },
    [t, duration],
  );
}
