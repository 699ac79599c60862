'use client';

import { type ReactNode, useLayoutEffect, useRef } from 'react';
import styles from './page-header.module.css';

interface PageHeaderProps {
  readonly title: string;
  readonly aside?: ReactNode;
  /** Before the name. */
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
}

/** The bar on top of a page, which stays there: its name, what is said about it, and its controls. */
export function PageHeader({ title, aside, lead, children }: PageHeaderProps) {
  const bar = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const { current } = bar;
    const page = current?.closest('main');
    if (!current || !page) return;
    // What sticks below it must know how high it is: it has more lines where there is less room.
    const tell = () => page.style.setProperty('--wc-page-header', `${current.offsetHeight}px`);
    const observer = new ResizeObserver(tell);
    observer.observe(current);
    return () => {
      observer.disconnect();
      page.style.removeProperty('--wc-page-header');
    };
  }, []);
  return (
    <header ref={bar} className={styles['header']}>
      {lead}
      <h1 className={styles['title']}>{title}</h1>
      {aside === undefined ? null : <span className={styles['aside']}>{aside}</span>}
      <div className={styles['controls']}>{children}</div>
    </header>
  );
}
