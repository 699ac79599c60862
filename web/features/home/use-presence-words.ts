import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { PersonNow } from '../../contract/home.ts';
import { useStretchWords } from '../cases/use-stretch-words.ts';
import { knownCause } from '../day/words/gap-tone.ts';
import { useDuration } from '../format/use-duration.ts';

/** µs: within these hours a time of the clock says more than an age. */
const SAME_DAY = 14 * 3_600_000_000;

type Presence = Pick<PersonNow, 'presence' | 'cause' | 'note' | 'since'>;

/** Why a person is not recorded and since when, in words. */
export function usePresenceWords(timeZone: string): (person: Presence, now: number) => string {
  const t = useTranslations('home.team');
  const gaps = useTranslations('gaps');
  const { clock } = useStretchWords();
  const { ago } = useDuration();
  return useCallback(
    ({ presence, cause, note, since }, now) => {
      const isOffline = presence === 'offline';
      if (since === null) return isOffline ? t('neverText') : whyOf();
      if (now - since > SAME_DAY) {
        const words = ago(now - since);
        return isOffline
          ? t('heardAgo', { ago: words })
          : t('sinceAgo', { why: whyOf(), ago: words });
      }
      const time = clock(since, timeZone).slice(0, 'hh:mm'.length);
      return isOffline ? t('heardAt', { time }) : t('since', { why: whyOf(), time });

      function whyOf(): string {
        if (presence === 'help') return t('helpText');
        const words = cause === null ? t('absentText') : gaps(knownCause(cause));
        return note === null || note === '' ? words : `${words}: ${note}`;
      }
    },
    [t, gaps, clock, ago, timeZone],
  );
}
