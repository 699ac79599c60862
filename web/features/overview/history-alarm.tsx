import { IconAlertOctagon } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import styles from '../archive/alarm-list.module.css';

/** Computers keep another history than this server tells: before all else. */
export function HistoryAlarm({ devices }: { readonly devices: number }) {
  const t = useTranslations('overview.history');
  return (
    <div role="alert">
      <ul className={styles['list']}>
        <li className={styles['alarm']} data-tone="bad">
          <IconAlertOctagon size={18} aria-hidden="true" />
          <div>
            <strong>{t('title', { devices })}</strong>
            <p>
              {t('text')} <Link href="/integrity">{t('link')}</Link>
            </p>
          </div>
        </li>
      </ul>
    </div>
  );
}
