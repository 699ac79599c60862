'use client';

import { Select, Tabs } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PageHeader } from '../../components/page-header.tsx';
import tabs from '../../components/page-tabs.module.css';
import { useQueryParam } from '../../components/use-query-param.ts';
import { ActorSelect } from '../audit/actor-select.tsx';
import { ListTools } from '../lists/list-tools.tsx';
import { usePersonNames } from '../people/use-people.ts';
import { SearchesTable } from '../search/searches-table.tsx';
import styles from './views.module.css';
import { useViewFilters, type ViewFilterWords, ViewsTable } from './views-table.tsx';

/** Everything that anybody watched, and searched for, for auditors. */
export function ViewLog() {
  const t = useTranslations('views');
  const searches = useTranslations('search.log');
  const { words, filters, set } = useViewFilters();
  const [tab, setTab] = useQueryParam('tab');
  return (
    <Tabs
      value={tab === 'searches' ? tab : 'views'}
      onChange={(value) => setTab(value === 'searches' ? value : '')}
      keepMounted={false}
      className={tabs['tabs'] ?? ''}
    >
      <PageHeader title={t('title')} aside={t('lead')}>
        <Tabs.List className={tabs['list'] ?? ''}>
          <Tabs.Tab value="views">{t('tab')}</Tabs.Tab>
          <Tabs.Tab value="searches">{searches('tab')}</Tabs.Tab>
        </Tabs.List>
        <ListTools list={tab === 'searches' ? 'searches' : 'views'} request={filters} />
      </PageHeader>
      <ViewFiltersBar words={words} onChange={set} />
      <Tabs.Panel value="views" className={tabs['panel'] ?? ''}>
        <ViewsTable filters={filters} withPerson />
      </Tabs.Panel>
      <Tabs.Panel value="searches" className={tabs['panel'] ?? ''}>
        <SearchesTable filters={filters} withPeople />
      </Tabs.Panel>
    </Tabs>
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
