import { formatBytes } from '@workcompanion/core/format-bytes';
import { useLocale, useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import type { IntegrityFinding } from '../../contract/integrity.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './integrity.module.css';

export type FindingState = 'open' | 'resolved';

interface FindingsTableProps {
  readonly state: FindingState;
  readonly findings: readonly IntegrityFinding[];
  readonly sort: TableSort;
  readonly hasMore: boolean;
}

export function FindingsTable({ state, findings, sort, hasMore }: FindingsTableProps) {
  const t = useTranslations('integrity');
  return (
    <div className={styles['table']}>
      <ListTable
        label={t('findings')}
        columns={useColumns(state)}
        rows={findings}
        keyOf={({ id }) => id}
        sort={sort}
        hasMore={hasMore}
      />
    </div>
  );
}

function useColumns(state: FindingState): Column<IntegrityFinding>[] {
  const t = useTranslations('integrity');
  const dates = useDates();
  return [
    {
      id: 'kind',
      title: t('kind'),
      sorts: 'ascending',
      className: styles['kind'],
      cell: ({ kind }) => (
        <>
          {t(`kinds.${kind}`)}
          <span className={styles['under']}>{t(`explain.${kind}`)}</span>
        </>
      ),
    },
    {
      id: 'whose',
      title: t('whose'),
      sorts: 'ascending',
      className: styles['whose'],
      cell: ({ kind, segment }) => (
        <>
          {segment?.person ?? (kind === 'orphan' ? t('nobody') : '–')}
          {segment === null ? null : (
            <span className={styles['under']}>
              {segment.hostname} · {dates.moment(segment.startsAt)}
            </span>
          )}
        </>
      ),
    },
    {
      id: 'size',
      title: t('size'),
      className: styles['quiet'],
      cell: (finding) => <FindingSize finding={finding} />,
    },
    {
      id: 'where',
      title: t('where'),
      sorts: 'ascending',
      className: styles['key'],
      cell: ({ objectKey }) => objectKey,
    },
    {
      id: 'when',
      title: t(state === 'open' ? 'foundAt' : 'resolvedAt'),
      sorts: 'descending',
      className: styles['quiet'],
      cell: ({ foundAt, resolvedAt }) => dates.moment(resolvedAt ?? foundAt),
    },
  ];
}

interface FindingProps {
  readonly finding: IntegrityFinding;
}

function FindingSize({ finding }: FindingProps) {
  const t = useTranslations('integrity');
  const locale = useLocale();
  const { expectedBytes, foundBytes } = finding;
  const found = foundBytes === null ? null : formatBytes(foundBytes, locale);
  const expected = expectedBytes === null ? null : formatBytes(expectedBytes, locale);
  if (expected === null || expected === found) return found ?? '–';
  if (found === null) return finding.kind === 'missing' ? t('sizeNone', { expected }) : expected;
  return t('sizeOf', { found, expected });
}
