'use client';

import { useTranslations } from 'next-intl';
import { CardSkeleton } from '../../components/card-skeleton.tsx';
import pageCards from '../../components/page-cards.module.css';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { AlarmList } from './alarm-list.tsx';
import styles from './archive-view.module.css';
import { HistoryCard } from './history-card.tsx';
import { RunCard } from './run-card.tsx';
import { StorageCard } from './storage-card.tsx';
import { StoresSeenCard } from './stores-seen-card.tsx';
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
  if (status.data === undefined) {
    return (
      <QueryFallback
        query={status}
        skeleton={
          <div
            className={pageCards['page']}
            aria-busy="true"
            role="status"
            aria-label={t('loading')}
          >
            <div className={styles['pair']}>
              <CardSkeleton height={260} />
              <CardSkeleton height={260} />
            </div>
            <CardSkeleton height={240} />
          </div>
        }
      />
    );
  }
  return (
    <div className={pageCards['page']}>
      <AlarmList alarms={status.data.alarms} />
      <div className={styles['pair']}>
        <RunCard status={status.data} />
        <StorageCard status={status.data} />
      </div>
      <StoresSeenCard stores={status.data.stores} />
      <HistoryCard />
      <TroublesCard quarantined={status.data.stored?.quarantined.objects ?? 0} />
    </div>
  );
}
