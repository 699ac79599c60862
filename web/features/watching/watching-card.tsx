'use client';

import { Button, Checkbox, Group, NumberInput, Skeleton, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Card } from '../../components/card.tsx';
import { Role } from '../../contract/users.ts';
import type { WatchingSettings } from '../../contract/watching.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { WaitingMark } from '../control/waiting-mark.tsx';
import { WhyField } from '../control/why-field.tsx';
import { ErrorState } from '../errors/error-state.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { useChangeWatchingSettings } from './use-change-watching-settings.ts';
import { useWatchingSettings } from './use-watching-settings.ts';

const MOST_HOURS = 168;
const MOST_MINUTES = 1440;
/** An administrator and an auditor do not watch; of themselves, nobody asks employees. */
const WATCHING_ROLES = ['compliance', 'manager', 'employee'] as const satisfies readonly Role[];

/** Who is asked why they watch, how long an answer counts, and how old footage must be. */
export function WatchingCard() {
  const t = useTranslations('watching.settings');
  const { data, error, refetch } = useWatchingSettings();
  return (
    <Card title={t('title')}>
      {data !== undefined ? (
        <WatchingForm key={JSON.stringify(data)} settings={data} />
      ) : error === null ? (
        <Skeleton height={120} />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </Card>
  );
}

function WatchingForm({ settings }: { readonly settings: WatchingSettings }) {
  const t = useTranslations('watching.settings');
  const roles = useTranslations('users.roles');
  const words = useErrorWords();
  const change = useChangeWatchingSettings();
  const [exempt, setExempt] = useState<readonly string[]>(settings.exemptRoles);
  const [hours, setHours] = useState(settings.purposeHours);
  const [minutes, setMinutes] = useState(settings.delayMinutes);
  const [why, setWhy] = useState('');
  const tellAsked = useTellAsked();
  const save = (): void =>
    change.mutate(
      {
        exemptRoles: Role.options.filter((role) => exempt.includes(role)),
        purposeHours: hours,
        delayMinutes: minutes,
        why,
      },
      {
        onSuccess: (answer) => {
          if (!tellAsked(answer)) notifications.show({ message: t('saved') });
        },
      },
    );
  return (
    <Stack gap={14} align="flex-start">
      <p style={{ margin: 0, color: 'var(--wc-dim)' }}>{t('lead')}</p>
      <WaitingMark subject="settings:watching" />
      {change.error === null ? null : <FormAlert tone="bad">{words(change.error)}</FormAlert>}
      <Checkbox.Group
        label={t('exempt')}
        description={t('exemptHint')}
        value={[...exempt]}
        onChange={setExempt}
      >
        <Group gap={18} mt={6} mb={4}>
          {WATCHING_ROLES.map((role) => (
            <Checkbox key={role} value={role} label={roles(role)} />
          ))}
        </Group>
      </Checkbox.Group>
      <NumberInput
        label={t('hours')}
        min={1}
        max={MOST_HOURS}
        allowDecimal={false}
        clampBehavior="strict"
        w={220}
        value={hours}
        onChange={(value) => setHours(Number(value) || 1)}
      />
      <NumberInput
        label={t('delay')}
        description={t('delayHint')}
        min={1}
        max={MOST_MINUTES}
        allowDecimal={false}
        clampBehavior="strict"
        w={360}
        styles={{ wrapper: { width: 220 } }}
        value={minutes}
        onChange={(value) => setMinutes(Number(value) || 1)}
      />
      <WhyField value={why} onChange={setWhy} />
      <Button onClick={save} loading={change.isPending}>
        {t('save')}
      </Button>
    </Stack>
  );
}
