'use client';

import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PersonName } from '../../contract/teams.ts';
import { usePersonNames } from './use-people.ts';

const SEARCH_AFTER_MS = 200;
const NOBODY = 'nobody';

type FieldProps = Pick<
  SelectProps,
  'label' | 'description' | 'placeholder' | 'required' | 'openOnFocus' | 'size' | 'aria-label'
>;

interface PersonSelectProps extends FieldProps {
  /** The chosen person's id. */
  readonly value: string | null;
  /** The name of whoever is chosen when the field opens, before any search has found them. */
  readonly name?: string | undefined;
  /** Choosing nobody, where that means something: "By login". */
  readonly nobody?: string;
  readonly onChange: (person: PersonName | null) => void;
  readonly 'data-autofocus'?: boolean;
}

/** One recorded person, found by typing: the server searches, since there may be thousands. */
export function PersonSelect({ value, name = '', nobody, onChange, ...field }: PersonSelectProps) {
  const t = useTranslations('people');
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(name);
  const shown = value === null ? nobody : chosen;
  const [search] = useDebouncedValue(typed === shown ? '' : typed.trim(), SEARCH_AFTER_MS);
  const found = usePersonNames(search).data?.items ?? [];
  const options = found.map((person) => ({
    value: person.id,
    label: person.id === value ? chosen : labelOf(person),
  }));
  const isListed = value === null || options.some((option) => option.value === value);
  return (
    <Select
      {...field}
      data={[
        ...(nobody === undefined ? [] : [{ value: NOBODY, label: nobody }]),
        ...(isListed ? [] : [{ value, label: chosen }]),
        ...options,
      ]}
      value={value ?? (nobody === undefined ? null : NOBODY)}
      onChange={(id) => {
        const person = found.find((each) => each.id === id) ?? null;
        setChosen(person === null ? '' : labelOf(person));
        onChange(person);
      }}
      searchValue={typed}
      onSearchChange={setTyped}
      // The server has searched, also in what is not shown.
      filter={({ options: all }) => all}
      nothingFoundMessage={t('nobodyTitle', { query: typed })}
      searchable
      clearable={nobody === undefined}
      allowDeselect={nobody === undefined}
    />
  );
}

/** Namesakes are told apart by their login and their team. */
function labelOf({ name, login, team }: PersonName): string {
  const named = login === null || login === name.toLowerCase() ? name : `${name} (${login})`;
  return team === null ? named : `${named} · ${team.name}`;
}
