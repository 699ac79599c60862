'use client';

import { Checkbox, MultiSelect, Stack, TextInput } from '@mantine/core';
import type { Role } from '@workcompanion/core/access';
import { TeamId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { ROLE_ORDER, type UserSummary } from '../../contract/users.ts';
import { PersonSelect } from '../people/person-select.tsx';
import { useTeams } from '../teams/use-teams.ts';

/** What an account is given: a name, roles, and whom they are about. */
export interface UserDuties {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly teams: readonly TeamId[];
  readonly person: UserSummary['person'];
}

interface UserFieldsProps {
  readonly value: UserDuties;
  readonly nameError?: string | null;
  readonly rolesError?: string | null;
  readonly onChange: (value: UserDuties) => void;
}

export function UserFields({ value, nameError, rolesError, onChange }: UserFieldsProps) {
  const t = useTranslations('users');
  const teams = useTeams().data?.items;
  const isBoth = value.roles.includes('admin') && value.roles.includes('compliance');
  return (
    <Stack gap={14}>
      <TextInput
        label={t('name')}
        maxLength={100}
        value={value.name}
        error={nameError}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
      />
      <Checkbox.Group
        label={t('role')}
        value={[...value.roles]}
        error={rolesError}
        onChange={(chosen) =>
          onChange({ ...value, roles: ROLE_ORDER.filter((role) => chosen.includes(role)) })
        }
      >
        <Stack gap={8} my={6}>
          {ROLE_ORDER.map((role) => (
            <Checkbox
              key={role}
              size="xs"
              value={role}
              label={t(`roles.${role}`)}
              description={t(`roleHints.${role}`)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      {isBoth ? <p style={{ margin: 0, color: 'var(--wc-warn)' }}>{t('bothHint')}</p> : null}
      {value.roles.includes('manager') && teams !== undefined ? (
        <MultiSelect
          size="sm"
          label={t('managedTeams')}
          description={t('managedTeamsHint')}
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={[...value.teams]}
          onChange={(ids) => onChange({ ...value, teams: ids.map((id) => TeamId.parse(id)) })}
          searchable
        />
      ) : null}
      <PersonSelect
        label={t('person')}
        description={t('personHint')}
        placeholder={t('noPerson')}
        value={value.person?.id ?? null}
        name={value.person?.name}
        onChange={(person) =>
          onChange({ ...value, person: person && { id: person.id, name: person.name } })
        }
      />
    </Stack>
  );
}
