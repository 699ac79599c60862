import type { ReactNode } from 'react';
import styles from './message-state.module.css';

interface MessageStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly tone?: 'plain' | 'bad';
  /** `alert` for what went wrong; `status` for what is merely so. */
  readonly role?: 'alert' | 'status';
}

/** What stands where content would: nothing there, not allowed, failed. */
export function MessageState(props: MessageStateProps) {
  const { icon, title, children, actions, tone = 'plain', role } = props;
  return (
    <div className={styles['state']} role={role} data-tone={tone}>
      <span className={styles['icon']} aria-hidden="true">
        {icon}
      </span>
      <h2 className={styles['title']}>{title}</h2>
      {children === undefined ? null : <div className={styles['text']}>{children}</div>}
      {actions === undefined ? null : <div className={styles['actions']}>{actions}</div>}
    </div>
  );
}
