'use client';

import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import styles from './data-table.module.css';

interface DataTableProps {
  readonly label: string;
  readonly table?: RefObject<HTMLTableElement | null>;
  /** With its head; -1: nobody knows yet. */
  readonly rowCount?: number;
  readonly children: ReactNode;
}

/**
 * Dense rows that scroll with the page below a head that stays; `data-align="end"` on cells of numbers. One
 * that is wider than the page scrolls sideways on its own, and has the focus then to be reached by keyboard.
 */
export function DataTable({ label, table, rowCount, children }: DataTableProps) {
  const box = useRef<HTMLElement>(null);
  const isWide = useIsWide(box);
  return (
    <section
      ref={box}
      className={styles['box']}
      data-wide={isWide}
      aria-label={label}
      tabIndex={isWide ? 0 : undefined}
    >
      <table ref={table} className={styles['table']} aria-label={label} aria-rowcount={rowCount}>
        {children}
      </table>
    </section>
  );
}

function useIsWide(box: RefObject<HTMLElement | null>): boolean {
  const [isWide, setWide] = useState(false);
  useLayoutEffect(() => {
    const { current } = box;
    const table = current?.firstElementChild;
    if (!current || !table) return;
    const observer = new ResizeObserver(() => setWide(table.scrollWidth > current.clientWidth));
    observer.observe(current);
    observer.observe(table);
    return () => observer.disconnect();
  }, [box]);
  return isWide;
}
