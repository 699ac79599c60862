import type { ComponentType, ReactNode } from 'react';
import styles from './status-badge.module.css';

type StatusTone = 'ok' | 'warn' | 'bad' | 'private' | 'neutral' | 'accent';

/** How a state looks. */
interface StatusLook {
  readonly tone: StatusTone;
  /** Tells the states apart without colour. */
  readonly Icon: ComponentType<{ readonly size?: number | string }>;
}

interface StatusBadgeProps extends StatusLook {
  readonly children: ReactNode;
}

const ICON_PX = 13;

export function StatusBadge({ tone, Icon, children }: StatusBadgeProps) {
  return (
    <span className={styles['badge']} data-tone={tone}>
      <span className={styles['icon']} aria-hidden="true">
        <Icon size={ICON_PX} />
      </span>
      {children}
    </span>
  );
}
