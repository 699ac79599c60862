import type { ReactNode } from 'react';
import styles from './data-table.module.css';

interface DataTableProps {
  readonly label: string;
  readonly children: ReactNode;
}

/**
 * Dense rows with a head that stays; `data-align="end"` on cells of numbers. It has the focus itself, or
 * rows without a link could not be scrolled to by keyboard.
 */
export function DataTable({ label, children }: DataTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached.
    <section className={styles['scroll']} aria-label={label} tabIndex={0}>
      <table className={styles['table']} aria-label={label}>
        {children}
      </table>
    </section>
  );
}
