'use client';

import { SegmentedControl, Select, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { PolicyTarget } from '../../contract/policies.ts';
import { useDeviceChoices } from '../devices/use-devices.ts';
import { useTeams } from '../teams/use-teams.ts';

export type TargetScope = PolicyTarget['scope'] | 'none';

interface TargetFieldsProps {
  readonly scopes: readonly TargetScope[];
  readonly scope: TargetScope;
  readonly target: string | null;
  readonly onChange: (scope: TargetScope, target: string | null) => void;
}

/** Whom a policy is put in force for. */
export function TargetFields({ scopes, scope, target, onChange }: TargetFieldsProps) {
  const t = useTranslations('policies');
  const teams = useTeams().data?.items ?? [];
  return (
    <Stack gap={10}>
      <SegmentedControl
        aria-label={t('assignFor')}
        value={scope}
        onChange={(value) => onChange(value, null)}
        data={scopes.map((value) => ({ value, label: t(`scopes.${value}`) }))}
      />
      {scope === 'team' ? (
        <Select
          aria-label={t('chooseTeam')}
          placeholder={t('chooseTeam')}
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={target}
          onChange={(value) => onChange(scope, value)}
          searchable
        />
      ) : null}
      {scope === 'device' ? (
        <DeviceSelect value={target} onChange={(value) => onChange(scope, value)} />
      ) : null}
    </Stack>
  );
}

interface DeviceSelectProps {
  readonly value: string | null;
  readonly onChange: (device: string | null) => void;
}

/** Chooses one device by computer, person or login; the server searches. */
function DeviceSelect({ value, onChange }: DeviceSelectProps) {
  const t = useTranslations('policies');
  const { choices, onSearch } = useDeviceChoices();
  return (
    <Select
      aria-label={t('chooseDevice')}
      placeholder={t('chooseDevice')}
      data={choices}
      // The server has searched: what it found is not sifted again.
      filter={({ options }) => options}
      nothingFoundMessage={t('noDeviceFound')}
      value={value}
      onChange={onChange}
      onSearchChange={onSearch}
      searchable
    />
  );
}
