'use client';

import { ActionIcon, Button, Group } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import styles from './month.module.css';
import { addMonths } from './weeks-of-month.ts';

interface MonthNavigatorProps {
  readonly month: string;
  /** The present one: there is nothing later. */
  readonly last: string;
  readonly onChange: (month: string) => void;
}

/** One month back and forth, and this one. */
export function MonthNavigator({ month, last, onChange }: MonthNavigatorProps) {
  const t = useTranslations('month');
  const format = useFormatter();
  const isLast = month >= last;
  return (
    <Group gap={4} wrap="nowrap" component="nav" aria-label={t('choose')}>
      <ActionIcon
        variant="default"
        aria-label={t('previous')}
        onClick={() => onChange(addMonths(month, -1))}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <time className={styles['month']} dateTime={month} aria-live="polite">
        {format.dateTime(new Date(`${month}-15T12:00:00Z`), {
          timeZone: 'UTC',
          month: 'long',
          year: 'numeric',
        })}
      </time>
      <ActionIcon
        variant="default"
        aria-label={t('next')}
        disabled={isLast}
        onClick={() => onChange(addMonths(month, 1))}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
      {isLast ? null : (
        <Button variant="subtle" size="compact-sm" onClick={() => onChange(last)}>
          {t('present')}
        </Button>
      )}
    </Group>
  );
}
