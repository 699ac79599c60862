'use client';

import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useDates } from '../format/use-dates.ts';
import styles from './connection-strip.module.css';
import { useStaleness } from './use-staleness.ts';

/** Over the page, while what it shows may be out of date: since when, and that it goes on by itself. */
export function ConnectionStrip() {
  const t = useTranslations('errors');
  const dates = useDates();
  const staleness = useStaleness();
  return (
    <div role="status">
      {staleness === null ? null : (
        <p className={styles['strip']}>
          <IconPlugConnectedX size={16} aria-hidden="true" />
          {t(staleness.kind === 'lost' ? 'connectionLost' : 'refreshFailed', {
            time: dates.moment(staleness.since * 1000),
          })}
        </p>
      )}
    </div>
  );
}
