import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { DayTotals } from '../../contract/month.ts';
import { useDuration } from '../format/use-duration.ts';
import { hasFault } from './heat-level.ts';

/** "7 h 41 min recorded, 50 min gaps, 12 min of faults" */
export function useDayWords(): (day: DayTotals | undefined) => string {
  const t = useTranslations('month');
  const { duration } = useDuration();
  return useCallback(
    (day: DayTotals | undefined) => {
      if (day === undefined) return t('nothing');
      const { recorded, gaps, faults } = day;
      return [
        t('recorded', { duration: duration(recorded) }),
        ...(gaps > 0 ? [t('gaps', { duration: duration(gaps) })] : []),
        ...(hasFault(faults) ? [t('faults', { duration: duration(faults) })] : []),
      ].join(', ');
    },
    [t, duration],
  );
}
