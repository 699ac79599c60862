'use client';

import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { InviteUser } from '../../contract/users.ts';
import { FormAlert } from '../auth/form-alert.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { type UserDuties, UserFields } from './user-fields.tsx';

interface InviteFormProps {
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onSubmit: (wish: InviteUser) => void;
  readonly onCancel: () => void;
}

const NOTHING: UserDuties = { name: '', roles: [], teams: [], employee: null };

export function InviteForm({ isPending, error, onSubmit, onCancel }: InviteFormProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const [email, setEmail] = useState('');
  const [duties, setDuties] = useState(NOTHING);
  const [isChecked, setChecked] = useState(false);
  const { name, roles, employee } = duties;
  const teams = roles.includes('manager') ? duties.teams : [];
  const wish = InviteUser.safeParse({
    ...{ email: email.trim(), name, roles, teams },
    employeeId: employee?.id ?? null,
  });
  const wrong = (field: keyof InviteUser, text: string): string | null =>
    isChecked && wish.error?.issues.some(({ path }) => path[0] === field) ? text : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (wish.success) onSubmit(wish.data);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={14}>
        {error === null ? null : <FormAlert tone="bad">{words(error)}</FormAlert>}
        <TextInput
          label={t('users.email')}
          type="email"
          autoComplete="off"
          maxLength={200}
          data-autofocus
          value={email}
          error={wrong('email', t('auth.emailInvalid'))}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <UserFields
          value={duties}
          nameError={wrong('name', t('users.nameRequired'))}
          rolesError={wrong('roles', t('users.rolesRequired'))}
          onChange={setDuties}
        />
        <Group justify="flex-end" gap={8} mt={4}>
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={isPending}>
            {t('users.inviteConfirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
