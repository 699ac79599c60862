import type { ReactNode } from 'react';
import styles from './data-table.module.css';

interface DataTableProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** Dense rows with a head that stays; `data-align="end"` on cells of numbers. */
export function DataTable({ label, children }: DataTableProps) {
  return (
    <div className={styles['scroll']}>
      <table className={styles['table']} aria-label={label}>
        {children}
      </table>
    </div>
  );
}
