import { IconAlertOctagon } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
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
              {t('text')} <PortalLink href="/integrity">{t('link')}</PortalLink>
            </p>
          </div>
        </li>
      </ul>
    </div>
  );
}
