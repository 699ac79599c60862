'use client';

import { Skeleton } from '@mantine/core';
import { RunCard } from '../archive/run-card.tsx';
import { StorageCard } from '../archive/storage-card.tsx';
import { useArchiveStatus } from '../archive/use-archive-status.ts';
import { ErrorState } from '../errors/error-state.tsx';
import styles from './overview.module.css';

/** What the archive does, and how long the disk lasts. */
export function ArchiveCards() {
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
