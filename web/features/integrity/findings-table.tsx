import { formatBytes } from '@workcompanion/core/format-bytes';
import { useLocale, useTranslations } from 'next-intl';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import type { IntegrityFinding } from '../../contract/integrity.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './integrity.module.css';
import type { FindingState } from './use-findings.ts';

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
        columns={[
          { id: 'kind', title: t('kind'), sorts: 'ascending' },
          { id: 'whose', title: t('whose'), sorts: 'ascending' },
          { id: 'size', title: t('size') },
          { id: 'where', title: t('where'), sorts: 'ascending' },
          {
            id: 'when',
            sorts: 'descending',
            title: t(state === 'open' ? 'foundAt' : 'resolvedAt'),
          },
        ]}
        rows={findings}
        keyOf={({ id }) => id}
        sort={sort}
        hasMore={hasMore}
        cells={(finding) => <FindingCells finding={finding} />}
      />
    </div>
  );
}

interface FindingProps {
  readonly finding: IntegrityFinding;
}

function FindingCells({ finding }: FindingProps) {
  const t = useTranslations('integrity');
  const dates = useDates();
  const { kind, segment, objectKey, foundAt, resolvedAt } = finding;
  return (
    <>
      <td className={styles['kind']}>
        {t(`kinds.${kind}`)}
        <span className={styles['under']}>{t(`explain.${kind}`)}</span>
      </td>
      <td className={styles['whose']}>
        {segment?.person ?? (kind === 'orphan' ? t('nobody') : '–')}
        {segment === null ? null : (
          <span className={styles['under']}>
            {segment.hostname} · {dates.moment(segment.startsAt)}
          </span>
        )}
      </td>
      <td className={styles['quiet']}>
        <FindingSize finding={finding} />
      </td>
      <td className={styles['key']}>{objectKey}</td>
      <td className={styles['quiet']}>{dates.moment(resolvedAt ?? foundAt)}</td>
    </>
  );
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
