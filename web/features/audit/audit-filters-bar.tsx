'use client';

import { Button, Select } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { ActorSelect } from './actor-select.tsx';
import type { AuditFilterValues } from './audit-filter-values.ts';
import styles from './audit-view.module.css';
import { useAuditWords } from './use-audit-words.ts';

interface AuditFiltersBarProps {
  readonly filters: AuditFilterValues;
  /** What the object is called, if the page knows. */
  readonly entityName: string;
  readonly onChange: (name: keyof AuditFilterValues, value: string) => void;
}

export function AuditFiltersBar({ filters, entityName, onChange }: AuditFiltersBarProps) {
  const t = useTranslations('audit');
  const words = useAuditWords();
  return (
    <div className={styles['filters']}>
      <ActorSelect
        className={styles['filter'] ?? ''}
        label={t('actor')}
        placeholder={t('anyActor')}
        value={filters.user}
        onChange={(user) => onChange('user', user)}
      />
      <Select
        className={styles['filter'] ?? ''}
        size="xs"
        aria-label={t('action')}
        placeholder={t('anyAction')}
        data={words.groups.map(({ kind, actions }) => ({
          group: kind,
          items: actions.map(({ action, words: said }) => ({ value: action, label: said })),
        }))}
        value={filters.action === '' ? null : filters.action}
        onChange={(value) => onChange('action', value ?? '')}
        searchable
        clearable
      />
      {(['from', 'to'] as const).map((end) => (
        <DateTimePicker
          key={end}
          className={styles['when'] ?? ''}
          size="xs"
          aria-label={t(end)}
          placeholder={t(end)}
          value={filters[end] === '' ? null : filters[end]}
          onChange={(value) => onChange(end, value ?? '')}
          clearable
        />
      ))}
      {filters.entityType === '' ? null : (
        <Button
          variant="light"
          rightSection={<IconX size={14} aria-hidden="true" />}
          title={t('clearObject')}
          onClick={() => {
            onChange('entityType', '');
            onChange('entityId', '');
          }}
        >
          {entityName}
        </Button>
      )}
    </div>
  );
}
