import { VisuallyHidden } from '@mantine/core';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { DataTable } from '../data-table.tsx';
import { BodyRow, type RowParts } from './body-row.tsx';
import type { Column } from './column.ts';
import { ColumnHead } from './column-head.tsx';
import { type Bulk, usePicks } from './picks.tsx';
import { RowWindow } from './row-window.tsx';
import { directionOf, type TableSort } from './table-sort.ts';
import { useListKeys } from './use-list-keys.ts';
import { useOnPaper } from './use-on-paper.ts';

/** How a table lies with its first rows: the columns' shares of its width, and a row's height. */
interface TableLayout {
  readonly shares: readonly number[];
  readonly rowHeight: number;
}

const NO_LAYOUT: TableLayout = { shares: [], rowHeight: 46 };

/** From here on, only the rows in sight are drawn: more than a first page, which lays the table out. */
const LONG = 60;

/** What a table of unknown length says of it (WAI-ARIA). */
const UNKNOWN = -1;

export interface ListTableProps<Row> extends RowParts<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  readonly sort?: TableSort | undefined;
  /** Whether more rows can be had than are here. */
  readonly hasMore?: boolean;
  /** What can be done with several rows at once; they can be chosen then. */
  readonly bulk?: Bulk<Row> | undefined;
}

/** A list of rows, of any length, that can be sorted by its heads and walked through by keys. */
export function ListTable<Row>(props: ListTableProps<Row>) {
  const { label, rows, keyOf, sort, hasMore = false, bulk, ...shown } = props;
  const picks = usePicks({ rows, keyOf, bulk });
  const columns = picks.column ? [picks.column, ...shown.columns] : shown.columns;
  const isSelected = (row: Row): boolean =>
    picks.isPicked(row) || (shown.isSelected?.(row) ?? false);
  const parts: RowParts<Row> = { ...shown, columns, isSelected };
  const table = useRef<HTMLTableElement>(null);
  useListKeys(table);
  const [isOnPaper, isSearched] = [useOnPaper(), useSearched()];
  const isLong = rows.length > LONG;
  const { shares, rowHeight } = useTableLayout(table, isLong);
  const announced = useAnnounced(columns, sort);
  return (
    <>
      <DataTable label={label} table={table} rowCount={hasMore ? UNKNOWN : rows.length + 1}>
        {shares.length === 0 ? null : (
          <colgroup>
            {columns.map(({ id }, at) => (
              <col key={id} style={{ width: `${(shares[at] ?? 0) * 100}%` }} />
            ))}
          </colgroup>
        )}
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <ColumnHead key={column.id} column={column} sort={announced.sort} />
            ))}
          </tr>
        </thead>
        {isLong ? (
          <RowWindow
            table={table}
            rows={rows}
            keyOf={keyOf}
            rowHeight={rowHeight}
            isWhole={isOnPaper || isSearched}
            {...parts}
          />
        ) : (
          rows.map((row, index) => <BodyRow key={keyOf(row)} row={row} index={index} {...parts} />)
        )}
      </DataTable>
      {picks.bar}
      {sort === undefined ? null : <VisuallyHidden role="status">{announced.words}</VisuallyHidden>}
    </>
  );
}

/** The order is said aloud once it changes under somebody's hands; a head says it whenever it is read. */
function useAnnounced<Row>(columns: readonly Column<Row>[], sort: TableSort | undefined) {
  const [hasChanged, setChanged] = useState(false);
  const column = sort && columns.find(({ id }) => directionOf(sort.by, id) !== undefined);
  const words =
    hasChanged && column
      ? sort.words(column.title, directionOf(sort.by, column.id) === 'descending')
      : '';
  const onChange = (by: string): void => {
    setChanged(true);
    sort?.onChange(by);
  };
  return { words, sort: sort && { ...sort, onChange } };
}

/**
 * Whether the browser's own search may be looking through the page: from its keys on, until the page has
 * the focus again. Nothing else tells of it.
 */
function useSearched(): boolean {
  const [isSearched, setSearched] = useState(false);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    // At once: what does not stand there when the listener returns is not found.
    const search = (): void => flushSync(() => setSearched(true));
    window.addEventListener('keydown', (event) => isFind(event) && search(), { signal });
    window.addEventListener('focus', () => setSearched(false), { signal });
    return () => leaving.abort();
  }, []);
  return isSearched;
}

function isFind({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (key === 'F3') return true;
  return key.toLowerCase() === 'f' && (ctrlKey || metaKey) && !altKey;
}

/**
 * The layout that a long table keeps: as it lay while all its rows were there. Otherwise its columns
 * would move with whatever rows are in sight.
 */
function useTableLayout(table: RefObject<HTMLTableElement | null>, isLong: boolean): TableLayout {
  const short = useRef<TableLayout | null>(null);
  const [kept, setKept] = useState(NO_LAYOUT);
  useLayoutEffect(() => {
    if (!isLong) {
      short.current = table.current && layoutOf(table.current);
      setKept(NO_LAYOUT);
    } else if (kept === NO_LAYOUT) {
      setKept(short.current ?? (table.current ? layoutOf(table.current) : NO_LAYOUT));
    }
  });
  return kept;
}

function layoutOf(table: HTMLTableElement): TableLayout {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const width = table.offsetWidth;
  const bodies = [...table.tBodies].filter((body) => body.dataset['index'] !== undefined);
  const height = bodies.reduce((sum, body) => sum + body.offsetHeight, 0);
  return {
    shares: heads.map((head) => head.getBoundingClientRect().width / width),
    rowHeight: bodies.length === 0 ? NO_LAYOUT.rowHeight : height / bodies.length,
  };
}
