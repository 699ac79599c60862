import { columnOf, isDescending, type SortBy } from '../../contract/sort.ts';

/** What a row is sorted by in each column; null, where it has nothing there. */
export type SortValues<Row, Column extends string> = Readonly<
  Record<Column, (row: Row) => string | number | null>
>;

interface SortWish<Row, Column extends string> {
  readonly by: SortBy<Column>;
  readonly values: SortValues<Row, Column>;
  readonly locale: string;
}

/**
 * A list that is here whole, in another order: as people of the locale sort, with what has no value last
 * whichever the direction, as the server does for lists that come in pages.
 */
export function sortRows<Row, Column extends string>(
  rows: readonly Row[],
  { by, values, locale }: SortWish<Row, Column>,
): Row[] {
  const words = new Intl.Collator(locale, { numeric: true });
  const way = isDescending(by) ? -1 : 1;
  const valueIn = values[columnOf(by)];
  return rows.toSorted((one, other) => {
    const [a, b] = [valueIn(one), valueIn(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (typeof a === 'number' && typeof b === 'number') return way * (a - b);
    return way * words.compare(String(a), String(b));
  });
}
