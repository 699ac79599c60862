'use client';

import { Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { useTeams } from '../teams/use-teams.ts';

export const NO_TEAM = 'no-team';
const MANY = 6;

/** Which team people join whom the token makes known. */
export function TeamSelect(field: ComponentProps<typeof Select>) {
  const t = useTranslations('tokens');
  const teams = useTeams().data?.items ?? [];
  return (
    <Select
      label={t('team')}
      description={t('teamHint')}
      data={[
        { value: NO_TEAM, label: t('noTeam') },
        ...teams.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      searchable={teams.length > MANY}
      allowDeselect={false}
      {...field}
    />
  );
}
