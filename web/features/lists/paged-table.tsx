'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ListTable, type ListTableProps } from '../../components/list-table/list-table.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { MorePages, type PagedList } from './more-pages.tsx';
import { rowsOfPages } from './rows-of-pages.ts';

interface PagedTableProps<Row> extends Omit<ListTableProps<Row>, 'rows' | 'hasMore'> {
  readonly list: PagedList & {
    readonly data: { readonly pages: readonly { readonly items: readonly Row[] }[] } | undefined;
    readonly isPending: boolean;
    readonly isError: boolean;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  /** What stands there while there are no rows. */
  readonly empty: ReactNode;
  /** In place of plain lines, where rows look otherwise. */
  readonly skeleton?: ReactNode;
  /** The list ends the page: who scrolls there gets the next rows without asking. */
  readonly byScroll?: boolean;
}

/** A list that comes in pages: while it is awaited, when it fails, when it is empty, and with its rows. */
export function PagedTable<Row>(props: PagedTableProps<Row>) {
  const { list, empty, skeleton, byScroll = false, ...table } = props;
  const t = useTranslations('common');
  const rows = rowsOfPages(list.data?.pages, table.keyOf);
  if (rows.length === 0 && (list.isPending || list.isError)) {
    const lines = <TableSkeleton columns={table.columns.length} label={t('loading')} />;
    return <QueryFallback query={list} skeleton={skeleton ?? lines} />;
  }
  if (rows.length === 0) return empty;
  return (
    <>
      <ListTable rows={rows} hasMore={list.hasNextPage} {...table} />
      <MorePages list={list} byScroll={byScroll} />
    </>
  );
}
