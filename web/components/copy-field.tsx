'use client';

import styles from './copy-field.module.css';
import { CopyIcon, type CopyIconProps } from './copy-icon.tsx';

/** One line of code to take along: selectable, scrolls sideways, with a copy button. */
export function CopyField(props: CopyIconProps) {
  return (
    <div className={styles['field']}>
      <code className={styles['code']}>{props.value}</code>
      <CopyIcon {...props} />
    </div>
  );
}
