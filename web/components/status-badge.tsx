import type { ReactNode } from 'react';
import styles from './status-badge.module.css';

export type StatusTone = 'ok' | 'warn' | 'bad' | 'private' | 'neutral' | 'accent';

interface StatusBadgeProps {
  readonly tone: StatusTone;
  /** Tells the states apart without colour. */
  readonly icon: ReactNode;
  readonly children: ReactNode;
}

export function StatusBadge({ tone, icon, children }: StatusBadgeProps) {
  return (
    <span className={styles['badge']} data-tone={tone}>
      <span className={styles['icon']} aria-hidden="true">
        {icon}
      </span>
      {children}
    </span>
  );
}
