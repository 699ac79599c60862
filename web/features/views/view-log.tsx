'use client';

import { Select } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PageHeader } from '../../components/page-header.tsx';
import { ActorSelect } from '../audit/actor-select.tsx';
import { ListTools } from '../lists/list-tools.tsx';
import { usePersonNames } from '../people/use-people.ts';
import styles from './views.module.css';
import { useViewFilters, type ViewFilterWords, ViewsTable } from './views-table.tsx';

/** Everything that anybody watched, for auditors. */
export function ViewLog() {
  const t = useTranslations('views');
  const { words, filters, set } = useViewFilters();
  return (
    <>
      <PageHeader title={t('title')} aside={t('lead')}>
        <ListTools list="views" request={filters} />
      </PageHeader>
      <ViewFiltersBar words={words} onChange={set} />
      <ViewsTable filters={filters} withPerson />
    </>
  );
}

const SEARCH_AFTER_MS = 200;

interface ViewFiltersBarProps {
  readonly words: ViewFilterWords;
  readonly onChange: (name: keyof ViewFilterWords, value: string) => void;
}

/** By whom, of whom and on which days; kept in the address. */
function ViewFiltersBar({ words, onChange }: ViewFiltersBarProps) {
  const t = useTranslations('views');
  const [person, setPerson] = useState('');
  const [soughtPerson] = useDebouncedValue(person.trim(), SEARCH_AFTER_MS);
  const people = usePersonNames(soughtPerson).data?.items ?? [];
  return (
    <div className={styles['filters']}>
      <ActorSelect
        className={styles['filter'] ?? ''}
        label={t('by')}
        placeholder={t('anyUser')}
        value={words.user ?? ''}
        onChange={(user) => onChange('user', user)}
      />
      <Select
        className={styles['filter'] ?? ''}
        size="xs"
        aria-label={t('person')}
        placeholder={t('anyPerson')}
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        value={words.person || null}
        onChange={(value) => onChange('person', value ?? '')}
        onSearchChange={setPerson}
        searchable
        clearable
      />
      {(['from', 'to'] as const).map((end) => (
        <DatePickerInput
          key={end}
          className={styles['when'] ?? ''}
          size="xs"
          aria-label={t(end)}
          placeholder={t(end)}
          value={words[end] || null}
          onChange={(value) => onChange(end, value ?? '')}
          clearable
        />
      ))}
    </div>
  );
}
