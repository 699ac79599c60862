'use client';

import { Group, Select, Textarea } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { GrantedRight } from '@workcompanion/core/access';
import { TeamId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { PersonSelect } from '../people/person-select.tsx';
import { useTeams } from '../teams/use-teams.ts';
import type { GrantValues } from './grant-values.ts';

export interface GrantFieldsProps {
  readonly values: GrantValues;
  readonly set: (part: Partial<GrantValues>) => void;
}

export function GrantFields({ values, set }: GrantFieldsProps) {
  const t = useTranslations();
  return (
    <>
      <Select
        label={t('grants.right')}
        data={GrantedRight.options.map((right) => ({
          value: right,
          label: t(`grants.rights.${right}`),
        }))}
        value={values.right}
        onChange={(right) => set({ right: GrantedRight.parse(right) })}
        allowDeselect={false}
      />
      <GrantScope values={values} set={set} />
      <Group grow align="flex-start">
        <DateTimePicker
          size="sm"
          label={t('grants.footageFrom')}
          placeholder={t('grants.begin')}
          value={values.from}
          onChange={(from) => set({ from })}
          clearable
        />
        <DateTimePicker
          size="sm"
          label={t('grants.footageTo')}
          placeholder={t('grants.end')}
          value={values.to}
          onChange={(to) => set({ to })}
          clearable
        />
      </Group>
      <DateTimePicker
        size="sm"
        label={t('grants.expires')}
        description={t('grants.expiresHint')}
        value={values.expires}
        onChange={(expires) => set({ expires })}
      />
      <Textarea
        size="sm"
        label={t('grants.reason')}
        description={t('grants.reasonHint')}
        maxLength={500}
        autosize
        minRows={2}
        value={values.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
    </>
  );
}

/** Over whom the right is lent. */
function GrantScope({ values, set }: GrantFieldsProps) {
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
