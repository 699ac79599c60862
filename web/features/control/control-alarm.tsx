'use client';

import { IconUserCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import styles from '../archive/alarm-list.module.css';
import { useControlState } from './use-control-state.ts';

/** Requests of others wait. */
export function ControlAlarm() {
  const t = useTranslations('control');
  const count = useControlState().data?.waiting.filter(({ isOwn }) => !isOwn).length ?? 0;
  if (count === 0) return null;
  return (
    <div role="status">
      <ul className={styles['list']}>
        <li className={styles['alarm']} data-tone="warn">
          <IconUserCheck size={18} aria-hidden="true" />
          <div>
            <strong>{t('alarm.title', { count })}</strong>
            <p>
              {t('alarm.text')} <PortalLink href="/approvals">{t('toApprovals')}</PortalLink>
            </p>
          </div>
        </li>
      </ul>
    </div>
  );
}
