'use client';

import { Chip, Select, TextInput } from '@mantine/core';
import { DatePickerInput, type DatePickerPreset } from '@mantine/dates';
import { IconAppWindow, IconCalendar, IconUsersGroup } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { SearchPlace } from '../../contract/search.ts';
import { TEAM_ROUTES } from '../../contract/teams.ts';
import { useRoute } from '../api/use-route.ts';
import { PersonSelect } from '../people/person-select.tsx';
import { NumberKindSelect } from './number-kind-select.tsx';
import styles from './search.module.css';
import { dateBefore, type SearchForm } from './use-search-wish.ts';

interface SearchFiltersProps {
  readonly form: SearchForm;
  readonly mayChooseTeams: boolean;
  /** The name of the person that is chosen, as soon as it is known. */
  readonly personName: string;
}

const PRESET_DAYS = [1, 7, 30, 90] as const;

/** Whose recordings, which days, where, and while which program was in front. */
export function SearchFilters({ form, mayChooseTeams, personName }: SearchFiltersProps) {
  const t = useTranslations('search.filters');
  return (
    <div className={styles['filters']}>
      <div className={styles['person']}>
        <PersonSelect
          key={`${form.scope.person} ${personName}`}
          name={personName}
          placeholder={t('person')}
          nobody={t('everybody')}
          value={form.scope.person}
          onChange={(person) => form.setPerson(person?.id ?? '')}
          aria-label={t('person')}
          size="xs"
        />
      </div>
      {mayChooseTeams ? <TeamSelect form={form} /> : null}
      <DatePickerInput
        className={styles['days']}
        type="range"
        size="xs"
        title={t('days')}
        allowSingleDateInRange
        valueFormat={t('dayFormat')}
        leftSection={<IconCalendar size={15} aria-hidden="true" />}
        presets={PRESET_DAYS.map((days) => lastDays(days, t('lastDays', { days })))}
        maxDate={dateBefore(0)}
        value={[...form.days]}
        onChange={([first, last]) => {
          if (first !== null) form.setDays(first, last ?? '');
        }}
      />
      <TextInput
        className={styles['program']}
        size="xs"
        aria-label={t('program')}
        placeholder={t('anyProgram')}
        leftSection={<IconAppWindow size={15} aria-hidden="true" />}
        value={form.program}
        onChange={(event) => form.setProgram(event.currentTarget.value)}
      />
      <NumberKindSelect
        className={styles['numbers']}
        size="xs"
        value={form.numbers}
        onChange={form.setNumbers}
      />
      <Chip.Group
        multiple
        value={[...form.places]}
        onChange={(chosen) =>
          form.setPlaces(SearchPlace.options.filter((place) => chosen.includes(place)))
        }
      >
        {SearchPlace.options.map((place) => (
          <Chip key={place} value={place} size="xs" variant="light">
            {t(`places.${place}`)}
          </Chip>
        ))}
      </Chip.Group>
      <Chip size="xs" variant="light" checked={form.isFrontOnly} onChange={form.setFrontOnly}>
        {t('frontOnly')}
      </Chip>
    </div>
  );
}

function lastDays(days: number, label: string): DatePickerPreset<'range'> {
  return { value: [dateBefore(days - 1), dateBefore(0)], label };
}

function TeamSelect({ form }: { readonly form: SearchForm }) {
  const t = useTranslations('search.filters');
  const teams = useRoute(TEAM_ROUTES.listTeams, undefined).data?.items ?? [];
  return (
    <Select
      className={styles['team']}
      size="xs"
      aria-label={t('team')}
      placeholder={t('anyTeam')}
      leftSection={<IconUsersGroup size={15} aria-hidden="true" />}
      data={teams.map(({ id, name }) => ({ value: id, label: name }))}
      value={form.scope.team}
      onChange={(team) => form.setTeam(team ?? '')}
      searchable
      clearable
    />
  );
}
