'use client';

import { Tooltip, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './controls.module.css';

interface ControlButtonProps {
  readonly label: string;
  readonly keys: string;
  readonly onPress: () => void;
  /** For what stays on until it is pressed again. */
  readonly isPressed?: boolean;
  readonly children: ReactNode;
}

/** An icon with its name and key in a tooltip. */
export function ControlButton({ label, keys, onPress, isPressed, children }: ControlButtonProps) {
  return (
    <Tooltip label={`${label} (${keys})`} position="top">
      <UnstyledButton
        className={styles['button'] ?? ''}
        onClick={onPress}
        aria-label={label}
        aria-pressed={isPressed}
      >
        {children}
      </UnstyledButton>
    </Tooltip>
  );
}
