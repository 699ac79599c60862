'use client';

import { Tooltip, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './controls.module.css';

interface ControlButtonProps {
  readonly label: string;
  readonly keys: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

/** An icon with its name and key in a tooltip. */
export function ControlButton({ label, keys, onPress, children }: ControlButtonProps) {
  return (
    <Tooltip label={`${label} (${keys})`} position="top">
      <UnstyledButton className={styles['button'] ?? ''} onClick={onPress} aria-label={label}>
        {children}
      </UnstyledButton>
    </Tooltip>
  );
}
