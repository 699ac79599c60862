import { Button } from '@mantine/core';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import type { TroubledSegment, TroubleKind } from '../../contract/archive.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { useDates } from '../format/use-dates.ts';
import { useDuration } from '../format/use-duration.ts';
import { useNow } from '../format/use-now.ts';
import styles from './troubles-panel.module.css';
import { useCauseWords } from './use-cause-words.ts';
import { useRetryQuarantine } from './use-retry-quarantine.ts';

interface TroublesTableProps {
  readonly kind: TroubleKind;
  readonly segments: readonly TroubledSegment[];
}

const COLUMNS = ['recorded', 'person', 'device', 'size', 'tries', 'cause'] as const;

export function TroublesTable({ kind, segments }: TroublesTableProps) {
  const t = useTranslations('archive');
  const isFailing = kind === 'failing';
  return (
    <div className={styles['table']}>
      <DataTable label={t(isFailing ? 'failing' : 'quarantine')}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
            {isFailing ? (
              <th scope="col">{t('nextTry')}</th>
            ) : (
              <th scope="col" aria-label={t('retry')} />
            )}
          </tr>
        </thead>
        <tbody>
          {segments.map((segment) => (
            <TroubleRow key={segment.id} segment={segment} isFailing={isFailing} />
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

interface TroubleRowProps {
  readonly segment: TroubledSegment;
  readonly isFailing: boolean;
}

function TroubleRow({ segment, isFailing }: TroubleRowProps) {
  const t = useTranslations();
  const format = useFormatter();
  const dates = useDates();
  const locale = useLocale();
  const causeWords = useCauseWords();
  const time = dates.moment(segment.startsAt);
  return (
    <tr>
      <td>{time}</td>
      <td>{segment.person.name}</td>
      <td className={styles['quiet']}>{segment.device.hostname}</td>
      <td className={styles['quiet']}>{formatBytes(segment.bytes, locale)}</td>
      <td className={styles['quiet']}>{format.number(segment.attempts)}</td>
      <td className={styles['cause']}>
        {segment.error === null ? t('common.unknown') : causeWords(segment.error)}
      </td>
      {isFailing ? <NextTry at={segment.retryAt} /> : <RetryCell segment={segment} time={time} />}
    </tr>
  );
}

function NextTry({ at }: { readonly at: number | null }) {
  const t = useTranslations();
  const now = useNow();
  const { duration } = useDuration();
  const wait = at === null || now === null ? 0 : at - now;
  return (
    <td className={styles['quiet']}>
      {wait <= 0 ? t('archive.soon') : t('common.in', { duration: duration(wait) })}
    </td>
  );
}

interface RetryCellProps {
  readonly segment: TroubledSegment;
  readonly time: string;
}

function RetryCell({ segment, time }: RetryCellProps) {
  const t = useTranslations('archive');
  const { retry, isPending } = useRetryQuarantine();
  return (
    <td data-align="end">
      <Button
        variant="subtle"
        size="compact-sm"
        loading={isPending}
        onClick={() => retry(segment.id)}
        aria-label={t('retryOne', { time })}
      >
        {t('retry')}
      </Button>
    </td>
  );
}
