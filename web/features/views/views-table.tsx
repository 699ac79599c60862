'use client';

import { IconEyeOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { ViewSort } from '../../contract/views.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { ZoneName } from '../format/zone-name.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import { useSort } from '../lists/use-sort.ts';
import { useViews, type ViewFilters } from './use-views.ts';
import { ViewCells } from './view-cells.tsx';
import styles from './views.module.css';

interface ViewsTableProps {
  readonly filters: ViewFilters;
  readonly withPerson: boolean;
  /** By whose clock its times are; unset: by that of whoever reads. */
  readonly timeZone?: string;
}

/** Who watched what, when and why; further pages on demand. */
export function ViewsTable({ filters, withPerson, timeZone }: ViewsTableProps) {
  const t = useTranslations();
  const sort = useSort({ orders: ViewSort, fallback: '-watchedAt', param: 'views' });
  const views = useViews(filters, sort.by);
  const all = rowsOfPages(views.data?.pages, ({ id }) => id);
  const columns: Column[] = [
    {
      id: 'watchedAt',
      title: t('views.watchedAt'),
      aside: <ZoneName timeZone={timeZone} />,
      sorts: 'descending',
    },
    { id: 'by', title: t('views.by') },
    { id: 'person', title: t('views.person') },
    { id: 'stretch', title: t('views.stretch') },
    { id: 'why', title: t('views.why') },
  ];
  if (views.isPending) return <TableSkeleton columns={5} label={t('common.loading')} />;
  if (views.isError && all.length === 0) {
    return <ErrorState error={views.error} onRetry={() => void views.refetch()} />;
  }
  const isFiltered = Object.values(filters).some((wanted) => wanted !== '');
  if (all.length === 0) {
    return withPerson ? (
      <MessageState icon={<IconEyeOff size={22} />} title={t('views.noneTitle')}>
        <p>{t(isFiltered ? 'views.noneText' : 'views.noneYet')}</p>
      </MessageState>
    ) : (
      <p className={styles['none']}>{t('views.noneOwn')}</p>
    );
  }
  return (
    <>
      <ListTable
        label={t('views.title')}
        columns={withPerson ? columns : columns.filter(({ id }) => id !== 'person')}
        rows={all}
        keyOf={({ id }) => id}
        sort={sort}
        hasMore={views.hasNextPage}
        cells={(view) => <ViewCells view={view} withPerson={withPerson} timeZone={timeZone} />}
      />
      <MorePages list={views} byScroll={withPerson} />
    </>
  );
}
