'use client';

import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { PersonId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PersonName } from '../../contract/teams.ts';
import { usePersonNames } from './use-person-names.ts';

const SEARCH_AFTER_MS = 200;

interface PersonSelectProps {
  readonly label: string;
  readonly description?: string;
  readonly placeholder?: string;
  /** Named, so that it can be shown before the search has found it. */
  readonly value: { readonly id: PersonId; readonly name: string } | null;
  readonly onChange: (person: PersonName | null) => void;
}

/** One recorded person, found by typing: there may be thousands. */
export function PersonSelect({ value, onChange, ...field }: PersonSelectProps) {
  const t = useTranslations('people');
  const [typed, setTyped] = useState('');
  const isChosen = typed === value?.name;
  const [search] = useDebouncedValue(isChosen ? '' : typed.trim(), SEARCH_AFTER_MS);
  const found = usePersonNames(search).data?.items ?? [];
  const options = found.map(({ id, name, login }) => ({
    value: id,
    label: login === null || login === name.toLowerCase() ? name : `${name} (${login})`,
  }));
  const isListed = value === null || options.some((option) => option.value === value.id);
  return (
    <Select
      {...field}
      data={isListed ? options : [{ value: value.id, label: value.name }, ...options]}
      value={value?.id ?? null}
      onChange={(id) => onChange(found.find((person) => person.id === id) ?? null)}
      searchValue={typed}
      onSearchChange={setTyped}
      // The server has searched, also in what is not shown.
      filter={({ options: all }) => all}
      nothingFoundMessage={t('nobodyTitle', { query: typed })}
      searchable
      clearable
    />
  );
}
