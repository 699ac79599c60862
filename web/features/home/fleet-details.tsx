'use client';

import { Skeleton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { RunCard } from '../archive/run-card.tsx';
import { StorageCard } from '../archive/storage-card.tsx';
import { useArchiveStatus } from '../archive/use-archive-status.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { BacklogCard } from './backlog-card.tsx';
import { FramesCard } from './frames-card.tsx';
import styles from './home.module.css';
import { useOverview } from './use-overview.ts';

interface FleetDetailsProps {
  /** The archive and the disk are the system's. */
  readonly isSystem: boolean;
}

/** Where the recordings are: on computers, on this server, in the archive. */
export function FleetDetails({ isSystem }: FleetDetailsProps) {
  const t = useTranslations('overview');
  const { data } = useOverview();
  const hasDevices = data !== undefined && data.devices > 0;
  if (!hasDevices && !isSystem) return null;
  return (
    <section className={styles['section']} aria-labelledby="home-storage">
      <div className={styles['head']}>
        <h2 id="home-storage">{t('storage')}</h2>
      </div>
      {hasDevices ? (
        <div className={styles['pair']}>
          <FramesCard overview={data} />
          <BacklogCard overview={data} />
        </div>
      ) : null}
      {isSystem ? <ArchiveCards /> : null}
    </section>
  );
}

/** What the archive does, and how long the disk lasts. */
function ArchiveCards() {
  const { data, isError, error, refetch } = useArchiveStatus();
  if (data === undefined) {
    return isError ? (
      <ErrorState error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton height={220} />
    );
  }
  return (
    <div className={styles['pair']}>
      <RunCard status={data} />
      <StorageCard status={data} />
    </div>
  );
}
