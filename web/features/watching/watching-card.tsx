'use client';

import { Button, Checkbox, Group, NumberInput, Skeleton, Stack, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Role } from '@workcompanion/core/access';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Card } from '../../components/card.tsx';
import { WATCHING_ROUTES, type WatchingSettings } from '../../contract/watching.ts';
import { useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { WaitingMark } from '../control/waiting-mark.tsx';
import { WhyField } from '../control/why-field.tsx';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';

const MOST_HOURS = 168;
const MOST_MINUTES = 1440;
/** An administrator and an auditor do not watch; of themselves, nobody asks people. */
const WATCHING_ROLES = ['compliance', 'manager', 'employee'] as const satisfies readonly Role[];

/** Who is asked why they watch, how long an answer counts, and how old footage must be. */
export function WatchingCard() {
  const t = useTranslations('watching.settings');
  const query = useRoute(WATCHING_ROUTES.showWatchingSettings, undefined);
  const { data } = query;
  return (
    <Card title={t('title')}>
      {data !== undefined ? (
        <WatchingForm key={JSON.stringify(data)} settings={data} />
      ) : (
        <QueryFallback query={query} skeleton={<Skeleton height={120} />} />
      )}
    </Card>
  );
}

function WatchingForm({ settings }: { readonly settings: WatchingSettings }) {
  const t = useTranslations('watching.settings');
  const roles = useTranslations('users.roles');
  const words = useErrorWords();
  const { values, set, save, error, isPending } = useWatchingForm(settings);
  const number = (name: 'purposeHours' | 'delayMinutes') => ({
    min: 1,
    allowDecimal: false,
    clampBehavior: 'strict' as const,
    value: values[name],
    onChange: (value: string | number) => set({ [name]: Number(value) || 1 }),
  });
  return (
    <Stack gap={14} align="flex-start">
      <p style={{ margin: 0, color: 'var(--wc-dim)' }}>{t('lead')}</p>
      <WaitingMark subject="settings:watching" />
      {error === null ? null : <FormAlert tone="bad">{words(error)}</FormAlert>}
      <Checkbox.Group
        label={t('exempt')}
        description={t('exemptHint')}
        value={[...values.exempt]}
        onChange={(exempt) => set({ exempt })}
      >
        <Group gap={18} mt={6} mb={4}>
          {WATCHING_ROLES.map((role) => (
            <Checkbox key={role} value={role} label={roles(role)} />
          ))}
        </Group>
      </Checkbox.Group>
      <Switch
        label={t('words')}
        description={t('wordsHint')}
        checked={values.wordsRequired}
        onChange={(event) => set({ wordsRequired: event.currentTarget.checked })}
      />
      <NumberInput {...number('purposeHours')} label={t('hours')} max={MOST_HOURS} w={220} />
      <NumberInput
        {...number('delayMinutes')}
        label={t('delay')}
        description={t('delayHint')}
        max={MOST_MINUTES}
        w={360}
        maw="100%"
        styles={{ wrapper: { width: 220 } }}
      />
      <WhyField value={values.why} onChange={(why) => set({ why })} />
      <Button onClick={save} loading={isPending}>
        {t('save')}
      </Button>
    </Stack>
  );
}

function useWatchingForm(settings: WatchingSettings) {
  const t = useTranslations('watching.settings');
  const change = useRouteMutation(WATCHING_ROUTES.changeWatchingSettings, {
    refreshes: [WATCHING_ROUTES.showWatchingSettings],
  });
  const tellAsked = useTellAsked();
  const { wordsRequired, purposeHours, delayMinutes } = settings;
  const exemptRoles: readonly string[] = settings.exemptRoles;
  const inForce = { exempt: exemptRoles, wordsRequired, purposeHours, delayMinutes };
  const [values, setValues] = useState({ ...inForce, why: '' });
  const save = (): void => {
    const { exempt, ...others } = values;
    change.mutate(
      { ...others, exemptRoles: Role.options.filter((role) => exempt.includes(role)) },
      {
        onSuccess: (answer) => {
          // What waits is not in force yet.
          if (tellAsked(answer)) setValues({ ...inForce, why: '' });
          else notifications.show({ message: t('saved') });
        },
      },
    );
  };
  return {
    values,
    set: (part: Partial<typeof values>): void => setValues({ ...values, ...part }),
    save,
    error: change.error,
    isPending: change.isPending,
  };
}
