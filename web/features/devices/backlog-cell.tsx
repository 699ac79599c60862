'use client';

import { IconAlertTriangle } from '@tabler/icons-react';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useLocale, useTranslations } from 'next-intl';
import type { DeviceSummary } from '../../contract/devices.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './devices-table.module.css';

interface BacklogCellProps {
  readonly device: Pick<DeviceSummary, 'backlog' | 'parked' | 'missingEntries'>;
  readonly now: number;
}

/** What waits on the device, and below it what the server refused or misses. */
export function BacklogCell({ device, now }: BacklogCellProps) {
  const t = useTranslations('devices');
  const locale = useLocale();
  const { ago } = useDuration();
  const { backlog, parked, missingEntries } = device;
  return (
    <div className={styles['backlog']}>
      {backlog.segments === 0 ? (
        <span className={styles['quiet']}>{t('noBacklog')}</span>
      ) : (
        <>
          <span>{t('backlogSegments', { count: backlog.segments })}</span>
          <span className={styles['sub']}>
            {backlog.oldest === null
              ? formatBytes(backlog.bytes, locale)
              : t('backlogDetail', {
                  size: formatBytes(backlog.bytes, locale),
                  age: ago(now - backlog.oldest),
                })}
          </span>
        </>
      )}
      {parked.length === 0 ? null : (
        <span className={styles['bad']}>
          <IconAlertTriangle size={13} aria-hidden="true" />
          {t('parkedCount', { count: parked.length })}
        </span>
      )}
      {missingEntries === 0 ? null : (
        <span className={styles['bad']}>
          <IconAlertTriangle size={13} aria-hidden="true" />
          {t('missingCount', { count: missingEntries })}
        </span>
      )}
    </div>
  );
}
