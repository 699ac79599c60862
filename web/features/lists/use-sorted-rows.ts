import { useLocale } from 'next-intl';
import type { z } from 'zod';
import { columnOf, type SortBy } from '../../contract/sort.ts';
import { sortRows } from './sort-rows.ts';
import { useSort } from './use-sort.ts';

type SortValues<Row, Column extends string> = Readonly<
  Record<Column, (row: Row) => string | number | null>
>;

interface SortedRows<Row, Column extends string> {
  readonly orders: z.ZodType<SortBy<Column>>;
  readonly values: SortValues<Row, Column>;
  readonly param?: string;
}

/** A list that is here whole, in the order that its table shows, which the address keeps. */
export function useSortedRows<Row, Column extends string>(
  rows: readonly Row[],
  { orders, values, param }: SortedRows<Row, Column>,
) {
  const locale = useLocale();
  const sort = useSort({ orders, fallback: '', param });
  const { by } = sort;
  if (by === '') return { sort, rows };
  return { sort, rows: sortRows(rows, { by, value: values[columnOf(by)], locale }) };
}
