import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { usePersonNames } from '../people/use-person-names.ts';

const SETTLE_MS = 250;

interface PersonSelectProps {
  readonly value: string | null;
  readonly onChange: (person: string | null) => void;
}

/** Chooses one person by name; the server searches. */
export function PersonSelect({ value, onChange }: PersonSelectProps) {
  const t = useTranslations('retention');
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, SETTLE_MS);
  const people = usePersonNames(settled).data?.items ?? [];
  return (
    <Select
      label={t('person')}
      placeholder={t('choosePerson')}
      required
      searchable
      data={people.map(({ id, name, team }) => ({
        value: id,
        label: team === null ? name : `${name} · ${team.name}`,
      }))}
      // The server has searched: what it found is not sifted again.
      filter={({ options }) => options}
      nothingFoundMessage={t('nobodyFound')}
      searchValue={search}
      onSearchChange={setSearch}
      value={value}
      onChange={onChange}
      data-autofocus
      // Its list would lie over a dialog that has just opened; typing opens it.
      openOnFocus={false}
    />
  );
}
