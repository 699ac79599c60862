import { Button } from '@mantine/core';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Coded } from '../../components/coded.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import type { TroubledSegment, TroubleKind } from '../../contract/archive.ts';
import { useCauseWords } from '../causes/use-cause-words.ts';
import { useDates } from '../format/use-dates.ts';
import { useDuration } from '../format/use-duration.ts';
import { useNow } from '../format/use-now.ts';
import styles from './troubles-panel.module.css';
import { useRetryQuarantine } from './use-retry-quarantine.ts';

interface TroublesTableProps {
  readonly kind: TroubleKind;
  readonly segments: readonly TroubledSegment[];
  readonly sort: TableSort;
  readonly hasMore: boolean;
}

const COLUMNS = [
  { id: 'recorded', sorts: 'ascending' },
  { id: 'person', sorts: 'ascending' },
  { id: 'device', sorts: 'ascending' },
  { id: 'size', sorts: 'descending' },
  { id: 'tries', sorts: 'descending' },
  { id: 'cause' },
] as const satisfies readonly Omit<Column, 'title'>[];
const LAST = {
  failing: { id: 'nextTry' },
  quarantined: { id: 'retry', head: '' },
} as const satisfies Record<TroubleKind, Omit<Column, 'title'>>;

export function TroublesTable({ kind, segments, sort, hasMore }: TroublesTableProps) {
  const t = useTranslations('archive');
  return (
    <div className={styles['table']}>
      <ListTable
        label={t(kind === 'failing' ? 'failing' : 'quarantine')}
        columns={[...COLUMNS, LAST[kind]].map((column) => ({ ...column, title: t(column.id) }))}
        rows={segments}
        keyOf={({ id }) => id}
        sort={sort}
        hasMore={hasMore}
        cells={(segment) => <TroubleCells segment={segment} isFailing={kind === 'failing'} />}
      />
    </div>
  );
}

interface TroubleCellsProps {
  readonly segment: TroubledSegment;
  readonly isFailing: boolean;
}

function TroubleCells({ segment, isFailing }: TroubleCellsProps) {
  const t = useTranslations();
  const format = useFormatter();
  const dates = useDates();
  const locale = useLocale();
  const causeWords = useCauseWords('archive');
  const time = dates.moment(segment.startsAt);
  return (
    <>
      <td>{time}</td>
      <td>{segment.person.name}</td>
      <td className={styles['quiet']}>{segment.device.hostname}</td>
      <td className={styles['quiet']}>{formatBytes(segment.bytes, locale)}</td>
      <td className={styles['quiet']}>{format.number(segment.attempts)}</td>
      <td className={styles['cause']}>
        {segment.error === null ? (
          t('common.unknown')
        ) : (
          <Coded words={causeWords(segment.error)} code={segment.error} />
        )}
      </td>
      {isFailing ? <NextTry at={segment.retryAt} /> : <RetryCell segment={segment} time={time} />}
    </>
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
