'use client';

import { Button, Checkbox, Group, NumberInput, Skeleton, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { Role } from '@workcompanion/core/access';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Card } from '../../components/card.tsx';
import { SESSION_ROUTES, type SignInSettings } from '../../contract/session.ts';
import { routeKey, useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { WaitingMark } from '../control/waiting-mark.tsx';
import { WhyField } from '../control/why-field.tsx';
import { ErrorState } from '../errors/error-state.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';

/** How long sessions last, and who must show a second factor. */
export function SignInCard() {
  const t = useTranslations('settings.signIn');
  const { data, error, refetch } = useRoute(SESSION_ROUTES.showSignInSettings, undefined);
  return (
    <Card title={t('title')}>
      {data !== undefined ? (
        <SignInForm key={JSON.stringify(data)} settings={data} />
      ) : error === null ? (
        <Skeleton height={120} />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </Card>
  );
}

function SignInForm({ settings }: { readonly settings: SignInSettings }) {
  const t = useTranslations('settings.signIn');
  const names = useTranslations('users.roles');
  const words = useErrorWords();
  const client = useQueryClient();
  const change = useRouteMutation(SESSION_ROUTES.changeSignInSettings, {
    onSuccess: () =>
      client.invalidateQueries({ queryKey: routeKey(SESSION_ROUTES.showSignInSettings) }),
  });
  const [roles, setRoles] = useState<readonly string[]>(settings.secondFactorRoles);
  const [hours, setHours] = useState(settings.sessionHours);
  const [minutes, setMinutes] = useState(settings.idleMinutes);
  const [why, setWhy] = useState('');
  const tellAsked = useTellAsked();
  const save = (): void =>
    change.mutate(
      {
        sessionHours: hours,
        idleMinutes: minutes,
        secondFactorRoles: Role.options.filter((role) => roles.includes(role)),
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
      <WaitingMark subject="settings:sign-in" />
      {change.error === null ? null : <FormAlert tone="bad">{words(change.error)}</FormAlert>}
      <Checkbox.Group
        label={t('factor')}
        description={t('factorHint')}
        value={[...roles]}
        onChange={setRoles}
      >
        <Group gap={18} mt={6} mb={4}>
          {Role.options.map((role) => (
            <Checkbox key={role} value={role} label={names(role)} />
          ))}
        </Group>
      </Checkbox.Group>
      <NumberInput
        label={t('hours')}
        min={1}
        max={24}
        allowDecimal={false}
        clampBehavior="blur"
        styles={{ wrapper: { width: 220 } }}
        value={hours}
        onChange={(value) => setHours(Number(value) || 1)}
      />
      <NumberInput
        label={t('idle')}
        description={t('idleHint')}
        min={5}
        max={720}
        allowDecimal={false}
        clampBehavior="blur"
        styles={{ wrapper: { width: 220 } }}
        value={minutes}
        onChange={(value) => setMinutes(Number(value) || 5)}
      />
      <WhyField value={why} onChange={setWhy} />
      <Button onClick={save} loading={change.isPending}>
        {t('save')}
      </Button>
    </Stack>
  );
}
