'use client';

import { useTranslations } from 'next-intl';
import { CardSkeleton } from '../../components/card-skeleton.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ErrorState } from '../errors/error-state.tsx';
import { AlarmList } from './alarm-list.tsx';
import styles from './archive-view.module.css';
import { HistoryCard } from './history-card.tsx';
import { RunCard } from './run-card.tsx';
import { StorageCard } from './storage-card.tsx';
import { TroublesCard } from './troubles-card.tsx';
import { useArchiveStatus } from './use-archive-status.ts';

/** What the archive does, how long the disk lasts, and what went wrong. */
export function ArchiveView() {
  const t = useTranslations('archive');
  return (
    <>
      <PageHeader title={t('title')} aside={t('lead')} />
      <ArchiveContent />
    </>
  );
}

function ArchiveContent() {
  const t = useTranslations('common');
  const status = useArchiveStatus();
  if (status.isPending) {
    return (
      <div className={styles['page']} aria-busy="true" role="status" aria-label={t('loading')}>
        <div className={styles['pair']}>
          <CardSkeleton height={260} />
          <CardSkeleton height={260} />
        </div>
        <CardSkeleton height={240} />
      </div>
    );
  }
  if (status.data === undefined) {
    return <ErrorState error={status.error} onRetry={() => void status.refetch()} />;
  }
  return (
    <div className={styles['page']}>
      <AlarmList alarms={status.data.alarms} />
      <div className={styles['pair']}>
        <RunCard status={status.data} />
        <StorageCard status={status.data} />
      </div>
      <HistoryCard />
      <TroublesCard quarantined={status.data.stored?.quarantined.objects ?? 0} />
    </div>
  );
}
