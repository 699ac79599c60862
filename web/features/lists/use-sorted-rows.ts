import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import type { SortBy } from '../../contract/sort.ts';
import { type SortValues, sortRows } from './sort-rows.ts';

/** A list that is here whole, in the order that its table shows; null: as it came. */
export function useSortedRows<Row, Column extends string>(
  rows: readonly Row[],
  by: SortBy<Column> | null,
  values: SortValues<Row, Column>,
): readonly Row[] {
  const locale = useLocale();
  return useMemo(
    () => (by === null ? rows : sortRows(rows, { by, values, locale })),
    [rows, by, values, locale],
  );
}
