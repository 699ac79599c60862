'use client';

import { SegmentedControl, Skeleton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Card } from '../../components/card.tsx';
import { ErrorState } from '../errors/error-state.tsx';
import { StorageChart } from './storage-chart.tsx';
import { useStorageHistory } from './use-storage-history.ts';

const RANGES = ['24', '168'] as const;
type Range = (typeof RANGES)[number];

export function HistoryCard() {
  const t = useTranslations('archive');
  const [range, setRange] = useState<Range>('24');
  const history = useStorageHistory(Number(range));
  return (
    <Card
      title={t('history')}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('historyRange')}
          value={range}
          onChange={(value) => setRange(RANGES.find((each) => each === value) ?? '24')}
          data={RANGES.map((value) => ({ value, label: t(`ranges.${value}`) }))}
        />
      }
    >
      {history.isPending ? <Skeleton height={180} /> : null}
      {history.isError && history.data === undefined ? (
        <ErrorState error={history.error} onRetry={() => void history.refetch()} />
      ) : null}
      {history.data === undefined ? null : <StorageChart history={history.data} />}
    </Card>
  );
}
