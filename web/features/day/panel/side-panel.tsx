'use client';

import { useTranslations } from 'next-intl';
import { useDayScope } from '../context/day-context.ts';
import { formatOffset } from '../time/format-clock.ts';
import { AboutDay } from './about-day.tsx';
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
