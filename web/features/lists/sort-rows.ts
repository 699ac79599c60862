import { isDescending } from '../../contract/sort.ts';

interface SortWish<Row> {
  /** A column, or `-` and a column. */
  readonly by: string;
  readonly value: (row: Row) => string | number | null;
  readonly locale: string;
}

/**
 * A list that is here whole, in another order: as people of the locale sort, with what has no value last
 * whichever the direction, as the server does for lists that come in pages.
 */
export function sortRows<Row>(rows: readonly Row[], { by, value, locale }: SortWish<Row>): Row[] {
  const words = new Intl.Collator(locale, { numeric: true });
  const way = isDescending(by) ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (typeof a === 'number' && typeof b === 'number') return way * (a - b);
    return way * words.compare(String(a), String(b));
  });
}
