import { Skeleton, Tabs } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import { MessageState } from '../../components/message-state.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { FindingSort, INTEGRITY_ROUTES, type IntegrityFinding } from '../../contract/integrity.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { useDates } from '../format/use-dates.ts';
import { MorePages } from '../lists/more-pages.tsx';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import { useSort } from '../lists/use-sort.ts';
import styles from './integrity.module.css';

type FindingState = 'open' | 'resolved';

interface FindingsTableProps {
  readonly state: FindingState;
  readonly findings: readonly IntegrityFinding[];
  readonly sort: TableSort;
  readonly hasMore: boolean;
}

interface FindingProps {
  readonly finding: IntegrityFinding;
}

/** What is, and was, wrong in the archive. */
export function FindingsCard({ openCount }: { readonly openCount: number }) {
  const t = useTranslations('integrity');
  const format = useFormatter();
  const [param, setParam] = useQueryParam('findings');
  const current: FindingState = param === 'resolved' ? 'resolved' : 'open';
  return (
    <Card title={t('findings')} aside={<span className={styles['text']}>{t('findingsHint')}</span>}>
      <Tabs
        value={current}
        onChange={(value) => setParam(value === 'resolved' ? 'resolved' : '')}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="open">
            {openCount === 0 ? t('open') : t('openCount', { count: format.number(openCount) })}
          </Tabs.Tab>
          <Tabs.Tab value="resolved">{t('resolved')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={current} pt={12}>
          <FindingsPanel key={current} state={current} />
        </Tabs.Panel>
      </Tabs>
    </Card>
  );
}

function FindingsPanel({ state }: { readonly state: FindingState }) {
  const t = useTranslations();
  const sort = useSort({ orders: FindingSort, fallback: '-when' });
  const findings = useRoutePages(
    INTEGRITY_ROUTES.listFindings,
    { state, sort: sort.by },
    { placeholderData: keepPreviousData },
  );
  if (findings.data === undefined) {
    return <QueryFallback query={findings} skeleton={<Skeleton height={80} />} />;
  }
  const items = rowsOfPages(findings.data.pages, ({ id }) => id);
  if (items.length === 0) {
    return state === 'open' ? (
      <MessageState icon={<IconShieldCheck size={22} />} title={t('integrity.noOpen')}>
        <p>{t('integrity.noOpenText')}</p>
      </MessageState>
    ) : (
      <MessageState icon={<IconShieldCheck size={22} />} title={t('integrity.noResolved')} />
    );
  }
  return (
    <>
      <FindingsTable state={state} sort={sort} findings={items} hasMore={findings.hasNextPage} />
      <MorePages list={findings} byScroll />
    </>
  );
}

function FindingsTable({ state, findings, sort, hasMore }: FindingsTableProps) {
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
