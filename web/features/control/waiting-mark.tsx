'use client';

import { IconHourglass } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge } from '../../components/status-badge.tsx';
import styles from './control.module.css';
import { useControlState } from './use-control-state.ts';

/** On the row of something (`noun:id`) about which a change waits. */
export function WaitingMark({ subject }: { readonly subject: string }) {
  const t = useTranslations('control');
  const { data } = useControlState();
  if (!data?.waiting.some((request) => request.subject === subject)) return null;
  return (
    <StatusBadge tone="warn" Icon={IconHourglass}>
      {t('waits')}
    </StatusBadge>
  );
}

/** How many requests of others wait: on the rail, for whoever could agree or is told of it. */
export function WaitingCount() {
  const t = useTranslations('control');
  const count = useControlState().data?.waiting.filter(({ isOwn }) => !isOwn).length ?? 0;
  if (count === 0) return null;
  return (
    <span className={styles['count']} title={t('count', { count })}>
      {count}
    </span>
  );
}
