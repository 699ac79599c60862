import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { BodyRow, type RowParts } from './body-row.tsx';

/** Rows above and below the window: enough for a turn of the wheel, and for the next press of Tab. */
const OVERSCAN = 10;

interface RowWindowProps<Row> extends RowParts<Row> {
  readonly table: RefObject<HTMLTableElement | null>;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  /** All of them, whatever is in sight. */
  readonly isWhole: boolean;
  readonly rowHeight: number;
}

/**
 * The rows in sight of a long table, with room where the others are; they scroll with the page. The row that
 * has the focus stays, however far it is.
 */
export function RowWindow<Row>(props: RowWindowProps<Row>) {
  const { table, rows, keyOf, isWhole, rowHeight, ...parts } = props;
  const columns = parts.columns.length;
  const focused = useFocusedRow(table);
  const [top, setTop] = useState(0);
  const virtual = useVirtualizer<Element, HTMLTableSectionElement>({
    count: rows.length,
    getScrollElement: () => table.current && scrollParent(table.current),
    estimateSize: () => rowHeight,
    getItemKey: (index) => (rows[index] === undefined ? index : keyOf(rows[index])),
    overscan: OVERSCAN,
    scrollMargin: top,
    rangeExtractor: (range) =>
      isWhole ? rows.map((_, index) => index) : withRow(range, focused.current),
  });
  useLayoutEffect(() => {
    if (table.current) setTop(topOfRows(table.current));
  });
  let end = top;
  return (
    <>
      {virtual.getVirtualItems().map((item) => {
        const row = rows[item.index];
        const room = item.start - end;
        end = item.end;
        return (
          <Fragment key={item.key}>
            <Room height={room} columns={columns} />
            {row === undefined ? null : (
              <BodyRow row={row} index={item.index} measure={virtual.measureElement} {...parts} />
            )}
          </Fragment>
        );
      })}
      <Room height={virtual.getTotalSize() + top - end} columns={columns} />
    </>
  );
}

function Room({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return null;
  return (
    <tbody aria-hidden="true">
      <tr>
        <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
      </tr>
    </tbody>
  );
}

function withRow(range: Range, row: number | null): number[] {
  const shown = defaultRangeExtractor(range);
  if (row === null || row >= range.count || shown.includes(row)) return shown;
  return [...shown, row].sort((a, b) => a - b);
}

/** Where the first row lies in what scrolls. The head sticks: its own place says nothing. */
function topOfRows(table: HTMLTableElement): number {
  const scroller = scrollParent(table);
  const above = table.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  return Math.round(above + scroller.scrollTop + (table.tHead?.offsetHeight ?? 0));
}

/** The number of the row that has the focus; read while rows are laid out, so no state. */
function useFocusedRow(table: RefObject<HTMLTableElement | null>): RefObject<number | null> {
  const focused = useRef<number | null>(null);
  useEffect(() => {
    const note = (event: FocusEvent): void => {
      const target = event.type === 'focusout' ? event.relatedTarget : event.target;
      const body = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
      const isOurs = body !== null && table.current?.contains(body);
      focused.current = isOurs ? Number(body.dataset['index']) : null;
    };
    const leaving = new AbortController();
    const { signal } = leaving;
    table.current?.addEventListener('focusin', note, { signal });
    table.current?.addEventListener('focusout', note, { signal });
    return () => leaving.abort();
  }, [table]);
  return focused;
}

/** What an element scrolls in: the nearest box that scrolls, or the document. */
export function scrollParent(element: Element): Element {
  for (let box = element.parentElement; box !== null; box = box.parentElement) {
    const { overflowY } = getComputedStyle(box);
    if (overflowY === 'auto' || overflowY === 'scroll') return box;
  }
  return document.scrollingElement ?? document.documentElement;
}
