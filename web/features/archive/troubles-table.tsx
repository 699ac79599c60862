import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { formatBytes } from '@workcompanion/core/format-bytes';
import type { SegmentId } from '@workcompanion/core/ids';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Coded } from '../../components/coded.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import { ARCHIVE_ROUTES, type TroubledSegment, type TroubleKind } from '../../contract/archive.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useCauseWords } from '../causes/use-cause-words.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import { useDuration } from '../format/use-duration.ts';
import { useNow } from '../format/use-now.ts';
import styles from './troubles-panel.module.css';

interface TroublesTableProps {
  readonly kind: TroubleKind;
  readonly segments: readonly TroubledSegment[];
  readonly sort: TableSort;
  readonly hasMore: boolean;
}

interface RetryQuarantine {
  readonly isPending: boolean;
  /** Null for all. */
  readonly retry: (segment: SegmentId | null) => void;
}

export function TroublesTable({ kind, segments, sort, hasMore }: TroublesTableProps) {
  const t = useTranslations('archive');
  return (
    <div className={styles['table']}>
      <ListTable
        label={t(kind === 'failing' ? 'failing' : 'quarantine')}
        columns={useColumns(kind)}
        rows={segments}
        keyOf={({ id }) => id}
        sort={sort}
        hasMore={hasMore}
      />
    </div>
  );
}

function useColumns(kind: TroubleKind): Column<TroubledSegment>[] {
  const t = useTranslations('archive');
  const format = useFormatter();
  const dates = useDates();
  const locale = useLocale();
  return [
    {
      id: 'recorded',
      title: t('recorded'),
      sorts: 'ascending',
      cell: ({ startsAt }) => dates.moment(startsAt),
    },
    {
      id: 'person',
      title: t('person'),
      sorts: 'ascending',
      cell: ({ person }) => person.name,
    },
    {
      id: 'device',
      title: t('device'),
      sorts: 'ascending',
      className: styles['quiet'],
      cell: ({ device }) => device.hostname,
    },
    {
      id: 'size',
      title: t('size'),
      sorts: 'descending',
      className: styles['quiet'],
      cell: ({ bytes }) => formatBytes(bytes, locale),
    },
    {
      id: 'tries',
      title: t('tries'),
      sorts: 'descending',
      className: styles['quiet'],
      cell: ({ attempts }) => format.number(attempts),
    },
    {
      id: 'cause',
      title: t('cause'),
      className: styles['cause'],
      cell: ({ error }) => <Cause error={error} />,
    },
    kind === 'failing'
      ? {
          id: 'nextTry',
          title: t('nextTry'),
          className: styles['quiet'],
          cell: ({ retryAt }) => <NextTry at={retryAt} />,
        }
      : {
          id: 'retry',
          title: t('retry'),
          head: '',
          align: 'end',
          cell: (segment) => <RetryButton segment={segment} />,
        },
  ];
}

function Cause({ error }: Pick<TroubledSegment, 'error'>) {
  const t = useTranslations('common');
  const causeWords = useCauseWords('archive');
  return error === null ? t('unknown') : <Coded words={causeWords(error)} code={error} />;
}

function NextTry({ at }: { readonly at: number | null }) {
  const t = useTranslations();
  const now = useNow();
  const { duration } = useDuration();
  const wait = at === null || now === null ? 0 : at - now;
  return wait <= 0 ? t('archive.soon') : t('common.in', { duration: duration(wait) });
}

function RetryButton({ segment }: { readonly segment: TroubledSegment }) {
  const t = useTranslations('archive');
  const dates = useDates();
  const { retry, isPending } = useRetryQuarantine();
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      loading={isPending}
      onClick={() => retry(segment.id)}
      aria-label={t('retryOne', { time: dates.moment(segment.startsAt) })}
    >
      {t('retry')}
    </Button>
  );
}

/** Takes one recording out of quarantine, or all, and says so, also when its row is gone by then. */
export function useRetryQuarantine(): RetryQuarantine {
  const t = useTranslations('archive');
  const words = useErrorWords();
  const { mutate, isPending } = useRouteMutation(ARCHIVE_ROUTES.retryQuarantined, {
    refreshesAnyway: [
      ARCHIVE_ROUTES.readArchiveStatus,
      ARCHIVE_ROUTES.readStorageHistory,
      ARCHIVE_ROUTES.listTroubledSegments,
    ],
    onSuccess: ({ retried: count, hasMore }) => {
      notifications.show({ message: t(hasMore ? 'retriedMore' : 'retried', { count }) });
    },
    onError: (error) => notifications.show({ color: 'red', message: words(error) }),
  });
  return { isPending, retry: (segment) => mutate({ segment }) };
}
