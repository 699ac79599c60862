'use client';

import { formatBytes } from '@workcompanion/core/format-bytes';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { CardSkeleton } from '../../components/card-skeleton.tsx';
import { FactList } from '../../components/fact-list.tsx';
import pageCards from '../../components/page-cards.module.css';
import { PageHeader } from '../../components/page-header.tsx';
import type { StoreSeen } from '../../contract/archive.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
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

/** How each process finds the stores that it writes to: nodes have disks of their own. */
function StoresSeenCard({ stores }: { readonly stores: readonly StoreSeen[] }) {
  const t = useTranslations('archive');
  const locale = useLocale();
  if (stores.length === 0) return null;
  const facts = stores.map(({ store, node, level, cause, freeBytes, totalBytes }) => ({
    label: t('storeOf', { store: t(`stores.${store}`), node }),
    value: (
      <>
        <StateBadge state={STATES.disk[cause === 'unavailable' ? 'silent' : level]} />{' '}
        {t('roomOf', {
          free: formatBytes(freeBytes, locale),
          total: formatBytes(totalBytes, locale),
        })}
      </>
    ),
  }));
  return (
    <Card title={t('looked')}>
      <FactList facts={facts} />
    </Card>
  );
}
