'use client';

import { SegmentedControl, Select, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { PolicyTarget } from '../../contract/policies.ts';
import { useTeams } from '../teams/use-teams.ts';
import { DeviceSelect } from './device-select.tsx';

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
