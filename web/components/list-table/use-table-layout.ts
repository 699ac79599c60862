import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** How a table lies with its first rows: the columns' shares of its width, and a row's height. */
export interface TableLayout {
  readonly shares: readonly number[];
  readonly rowHeight: number;
}

const NO_LAYOUT: TableLayout = { shares: [], rowHeight: 46 };

/**
 * The layout that a long table keeps: as it lay while all its rows were there. Otherwise its columns
 * would move with whatever rows are in sight.
 */
export function useTableLayout(
  table: RefObject<HTMLTableElement | null>,
  isLong: boolean,
): TableLayout {
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
