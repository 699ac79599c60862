'use client';

import { useLocale } from 'next-intl';
import { ListTable, type ListTableProps } from '../../components/list-table/list-table.tsx';
import { columnOf, sortOf } from '../../contract/sort.ts';
import { sortRows } from './sort-rows.ts';
import { useSort } from './use-sort.ts';

interface SortedTableProps<Row> extends Omit<ListTableProps<Row>, 'sort' | 'hasMore'> {
  /** The order's name in the address, where a page has several tables. */
  readonly param?: string;
}

/** A list that is here whole, sorted by what its columns give as `value`; the address keeps the order. */
export function SortedTable<Row>({ rows, param, ...table }: SortedTableProps<Row>) {
  const locale = useLocale();
  const sortable = table.columns.filter(({ value }) => value !== undefined);
  const sort = useSort({ orders: sortOf(sortable.map(({ id }) => id)), fallback: '', param });
  const { by } = sort;
  const value = by === '' ? undefined : sortable.find(({ id }) => id === columnOf(by))?.value;
  const sorted = value ? sortRows(rows, { by, value, locale }) : rows;
  return <ListTable rows={sorted} sort={sort} {...table} />;
}
