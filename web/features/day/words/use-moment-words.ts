import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { Moment } from '../../../contract/people.ts';
import { knownCause } from './gap-tone.ts';

/** What happened at a moment, without its display. */
export function useMomentWords(): (moment: Moment) => string {
  const t = useTranslations();
  return useCallback(
    ({ kind, cause, note, damage }: Moment) => {
      if (kind === 'gap') return t(`gaps.${knownCause(cause)}`);
      if (kind === 'recording-started') return t('day.moments.started');
      if (kind === 'recording-ended') {
        return cause === null
          ? t('day.moments.ended')
          : t('day.moments.endedCause', { cause: t(`gaps.${knownCause(cause)}`) });
      }
      if (kind === 'paused') {
        return note === null
          ? t('day.moments.paused')
          : t('day.moments.pausedReason', { reason: note });
      }
      if (kind === 'resumed') return t('day.moments.resumed');
      if (kind === 'journal-damaged') {
        const { first = 0, last = 0, missing = 0 } = damage ?? {};
        return missing === 0
          ? t('day.moments.damagedWhole')
          : t('day.moments.damaged', { count: missing, first: first ?? 0, last: last ?? 0 });
      }
      return t(kind === 'policy-applied' ? 'day.moments.policy' : 'day.moments.notice');
    },
    [t],
  );
}
