'use client';

import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { FactList } from '../../../components/fact-list.tsx';
import { useDuration } from '../../format/use-duration.ts';
import { useDayScope } from '../context/day-context.ts';
import { formatOffset } from '../time/format-clock.ts';
import { Bookmarks } from './bookmarks.tsx';
import { Moments } from './moments.tsx';
import styles from './panel.module.css';
import { PersonRemarks } from './person-remarks.tsx';
import { WatchedBefore } from './watched-before.tsx';

/** What is known of the day beside its pictures. */
export function SidePanel() {
  const t = useTranslations('day');
  const { day, zone } = useDayScope();
  return (
    <aside className={styles['panel']} aria-label={t('panel')}>
      <AboutDay />
      <Bookmarks />
      <PersonRemarks />
      <Moments />
      <WatchedBefore />
      <p className={styles['foot']}>
        {t('zone', {
          zone: day.person.timeZone,
          offset: formatOffset(zone, Math.min(day.now, day.to - 1)),
        })}
      </p>
    </aside>
  );
}

/** Not rounded up: 99.97 % must not read as 100. */
const wholeShare = (share: number): number => Math.floor(share * 1000) / 1000;

function AboutDay() {
  const t = useTranslations('day.about');
  const locale = useLocale();
  const format = useFormatter();
  const { duration } = useDuration();
  const { recordedMicros, accountedFor, journal, storedBytes, delayMinutes } = useDayScope().day;
  const share = accountedFor === null ? null : wholeShare(accountedFor);
  return (
    <section>
      <h2 className={styles['title']}>{t('title')}</h2>
      <FactList
        facts={[
          { label: t('recorded'), value: duration(recordedMicros) },
          {
            label: t('accountedFor'),
            hint: t('accountedHint'),
            value:
              share === null
                ? t('nothingKnown')
                : format.number(share, { style: 'percent', maximumFractionDigits: 1 }),
            tone: share === null ? undefined : share >= 1 ? 'ok' : 'bad',
          },
          {
            label: t('journal'),
            value: journal.complete ? t('complete') : t('missing', { count: journal.missing }),
            tone: journal.complete ? 'ok' : 'bad',
          },
          { label: t('stored'), value: formatBytes(storedBytes, locale) },
          ...(delayMinutes === null
            ? []
            : [
                {
                  label: t('delay'),
                  hint: t('delayHint'),
                  value: t('delayMinutes', { minutes: delayMinutes }),
                },
              ]),
        ]}
      />
    </section>
  );
}
