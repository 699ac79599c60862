import { z } from 'zod';

/** How a list is sorted, in addresses and requests alike: `name`, or `-name` for the last first. */
export type SortBy<Column extends string> = Column | `-${Column}`;

/** The orders of a list by its columns; any other is refused as `invalid-input`. */
export function sortOf<const Column extends string>(columns: readonly Column[]) {
  const orders: SortBy<Column>[] = columns.flatMap((column) => [column, `-${column}` as const]);
  return z.enum(orders);
}

export function isDescending(sort: string): boolean {
  return sort.startsWith('-');
}

export function columnOf<Column extends string>(sort: SortBy<Column>): Column {
  // A column's own name has no dash in front: what is left is one of them.
  return (isDescending(sort) ? sort.slice(1) : sort) as Column;
}
