'use client';

import { SegmentedControl, Skeleton } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Card } from '../../components/card.tsx';
import { ARCHIVE_ROUTES, type StorageHistory } from '../../contract/archive.ts';
import { useRoute } from '../api/use-route.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { CHART, chartAreas, STACKED } from './chart-areas.ts';
import { diskShares } from './disk-shares.ts';
import styles from './storage-chart.module.css';

const RANGES = ['24', '168'] as const;
type Range = (typeof RANGES)[number];
const REFRESH_MS = 60_000;

/** How full the disk was in the last hours. */
export function HistoryCard() {
  const t = useTranslations('archive');
  const [range, setRange] = useState<Range>('24');
  const history = useRoute(
    ARCHIVE_ROUTES.readStorageHistory,
    { hours: Number(range) },
    { placeholderData: keepPreviousData, refetchInterval: REFRESH_MS },
  );
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
      {history.data === undefined ? (
        <QueryFallback query={history} skeleton={<Skeleton height={180} />} />
      ) : null}
      {history.data === undefined ? null : <StorageChart history={history.data} />}
    </Card>
  );
}

const TICKS = [0, 0.25, 0.5, 0.75, 1] as const;
const LINES = [0.25, 0.5, 0.75] as const;
const DAY = 86_400_000_000;

/** What filled the disk, over time: the colours are those of the bar above. */
function StorageChart({ history }: { readonly history: StorageHistory }) {
  const t = useTranslations('archive');
  const locale = useLocale();
  const last = history.points.at(-1);
  if (last === undefined || history.points.length < 2) {
    return <p className={styles['empty']}>{t('historyEmpty')}</p>;
  }
  const areas = chartAreas(history);
  const free = diskShares(last).free;
  const size = (bytes: number) => formatBytes(bytes, locale);
  const label = t('historyLabel', {
    used: size(last.totalBytes - free),
    total: size(last.totalBytes),
    free: size(free),
  });
  return (
    <div className={styles['chart']}>
      <div className={styles['scale']} aria-hidden="true">
        <span>{size(last.totalBytes)}</span>
        <span>{size(last.totalBytes / 2)}</span>
        <span>0</span>
      </div>
      <svg
        viewBox={`0 0 ${CHART.width} ${CHART.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {LINES.map((share) => (
          <path
            key={share}
            className={styles['line']}
            d={`M0,${CHART.height * share}h${CHART.width}`}
          />
        ))}
        {STACKED.map((part) => (
          <path key={part} data-part={part} d={areas[part]} />
        ))}
      </svg>
      <TimeScale history={history} />
    </div>
  );
}

function TimeScale({ history: { from, to } }: { readonly history: StorageHistory }) {
  const format = useFormatter();
  const isDays = to - from > 2 * DAY;
  return (
    <div className={styles['times']} aria-hidden="true">
      {TICKS.map((share) => (
        <span key={share}>
          {format.dateTime(
            new Date((from + (to - from) * share) / 1000),
            isDays
              ? { weekday: 'short', day: 'numeric' }
              : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
          )}
        </span>
      ))}
    </div>
  );
}
