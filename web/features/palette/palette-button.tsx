'use client';

import { UnstyledButton } from '@mantine/core';
import { useOs } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import styles from './command-palette.module.css';
import { palette } from './palette-store.ts';

/** For who does not know the shortcut yet: it tells. */
export function PaletteButton() {
  const t = useTranslations('palette');
  const keys = useOs() === 'macos' ? '⌘K' : 'Ctrl+K';
  return (
    <UnstyledButton
      className={styles['open']}
      onClick={palette.open}
      aria-label={t('open', { keys })}
      title={t('open', { keys })}
    >
      <IconSearch size={16} aria-hidden="true" />
    </UnstyledButton>
  );
}
