import { IconAlertOctagon } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import styles from '../archive/alarm-list.module.css';

/** Releases that were paused by themselves wait for somebody's decision. */
export function ReleaseAlarm({ versions }: { readonly versions: readonly string[] }) {
  const t = useTranslations('releases.alarm');
  const format = useFormatter();
  return (
    <div role="alert">
      <ul className={styles['list']}>
        <li className={styles['alarm']} data-tone="bad">
          <IconAlertOctagon size={18} aria-hidden="true" />
          <div>
            <strong>{t('title', { versions: format.list(versions) })}</strong>
            <p>
              {t('text')} <PortalLink href="/settings/releases">{t('link')}</PortalLink>
            </p>
          </div>
        </li>
      </ul>
    </div>
  );
}
