import { Skeleton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import styles from './day-skeleton.module.css';

/** The day view's shape, before anything is known. */
export function DaySkeleton() {
  const t = useTranslations('common');
  return (
    <div className={styles['day']} role="status" aria-label={t('loading')} aria-busy="true">
      <div className={styles['header']}>
        <Skeleton circle width={32} height={32} />
        <Skeleton width={150} height={12} />
        <Skeleton width={220} height={30} />
      </div>
      <div className={styles['screens']}>
        <Skeleton radius={10} height="100%" />
        <Skeleton radius={10} height="100%" />
      </div>
      <div className={styles['footer']}>
        <Skeleton width={420} height={32} />
        <Skeleton height={24} />
        <Skeleton height={24} />
      </div>
    </div>
  );
}
