'use client';
import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import styles from './copy-field.module.css';

interface CopyIconProps {
  readonly value: string;
  /** What is copied, for the button's name: "Copy: Linux command". */
  readonly label: string;
  readonly copyText: string;
  readonly copiedText: string;
}

/** One line of code to take along: selectable, scrolls sideways, with a copy button. */
export function CopyField(props: CopyIconProps) {
  return (
    <div className={styles['field']}>
      <code className={styles['code']}>{props.value}</code>
      <CopyIcon {...props} />
    </div>
  );
}

/** Takes a text along, and shows for a moment that it did. */
export function CopyIcon({ value, label, copyText, copiedText }: CopyIconProps) {
  return (
    <CopyButton value={value} timeout={2000}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? copiedText : copyText}>
          <ActionIcon
            onClick={copy}
            aria-label={`${copied ? copiedText : copyText}: ${label}`}
            color={copied ? 'teal' : 'gray'}
          >
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
