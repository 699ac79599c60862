'use client';

import { Select } from '@mantine/core';
import { TeamId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { PersonSelect } from '../people/person-select.tsx';
import { useTeams } from '../teams/use-teams.ts';
import type { GrantFieldsProps } from './grant-fields.tsx';

/** Over whom the right is lent. */
export function GrantScope({ values, set }: GrantFieldsProps) {
  const t = useTranslations();
  const teams = useTeams().data?.items ?? [];
  return (
    <>
      <Select
        label={t('grants.over')}
        data={(['person', 'team', 'all'] as const).map((over) => ({
          value: over,
          label: t(`grants.overs.${over}`),
        }))}
        value={values.over}
        onChange={(over) => set({ over: over === 'team' || over === 'all' ? over : 'person' })}
        allowDeselect={false}
      />
      {values.over === 'person' ? (
        <PersonSelect
          label={t('grants.ofOne.person')}
          value={values.person?.id ?? null}
          name={values.person?.name}
          onChange={(person) => set({ person })}
        />
      ) : null}
      {values.over === 'team' ? (
        <Select
          label={t('grants.ofOne.team')}
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={values.team}
          onChange={(id) => set({ team: id === null ? null : TeamId.parse(id) })}
          searchable
        />
      ) : null}
    </>
  );
}
