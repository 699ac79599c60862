import type { ReactNode } from 'react';
import styles from './page-header.module.css';

interface PageHeaderProps {
  readonly title: string;
  readonly aside?: ReactNode;
  /** Before the name. */
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
}

/** The bar on top of a page: its name, what is said about it, and its controls. */
export function PageHeader({ title, aside, lead, children }: PageHeaderProps) {
  return (
    <header className={styles['header']}>
      {lead}
      <h1 className={styles['title']}>{title}</h1>
      {aside === undefined ? null : <span className={styles['aside']}>{aside}</span>}
      <div className={styles['controls']}>{children}</div>
    </header>
  );
}
