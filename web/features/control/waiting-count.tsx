'use client';

import { useTranslations } from 'next-intl';
import styles from './control.module.css';
import { useControlState } from './use-control-state.ts';

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
