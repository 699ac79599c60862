import type { ReactNode } from 'react';
import type { Direction } from './table-sort.ts';

/**
 * All that a table knows of one column. To add a column, add one object. To add a table:
 *
 * 1. Make the columns in one place, in a hook of the feature: `function useColumns(): Column<Hold>[]`. Words,
 *    dates and durations come from hooks that run once beside them; a cell with hooks of its own is a component.
 * 2. Draw a list that comes in pages with `features/lists/paged-table.tsx`: it also shows waiting, failure, the
 *    empty state and further pages. The server sorts it: give `sorts` to the columns of the contract's order.
 * 3. Draw a list that is here whole with `features/lists/sorted-table.tsx`, and give its sorted columns a `value`.
 * 4. `ListTable` alone draws rows that nobody sorts.
 */
export interface Column<Row = unknown> {
  /** Also what the list is sorted by, in the address and on the server. */
  readonly id: string;
  /** Its name; only read aloud where `head` draws something else. */
  readonly title: string;
  /** '' for a column of buttons, which needs no name above it. */
  readonly head?: ReactNode;
  /** Beside the name, and no part of what is pressed. */
  readonly aside?: ReactNode;
  /** The boxes by which rows are chosen. */
  readonly isPick?: true;
  /** Numbers and buttons stand at the end. */
  readonly align?: 'end';
  readonly width?: string;
  /** Which way a first press sorts; a column without it does not sort. */
  readonly sorts?: Direction;
  /** What a list that is here whole is sorted by; null is last in both directions. */
  readonly value?: (row: Row) => string | number | null;
  readonly cell?: (row: Row) => ReactNode;
  /** The look of the cells. */
  readonly className?: string | undefined | ((row: Row) => string | undefined);
}
