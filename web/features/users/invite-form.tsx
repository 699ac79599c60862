'use client';

import { TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { InviteUser } from '../../contract/users.ts';
import { WhyField } from '../control/why-field.tsx';
import { DialogForm } from '../forms/dialog-form.tsx';
import { type UserDuties, UserFields } from './user-fields.tsx';

interface InviteFormProps {
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onSubmit: (wish: InviteUser) => void;
  readonly onCancel: () => void;
}

const NOTHING: UserDuties = { name: '', roles: [], teams: [], person: null };

export function InviteForm({ isPending, error, onSubmit, onCancel }: InviteFormProps) {
  const t = useTranslations();
  const [email, setEmail] = useState('');
  const [duties, setDuties] = useState(NOTHING);
  const [why, setWhy] = useState('');
  const [isChecked, setChecked] = useState(false);
  const { name, roles, person } = duties;
  const teams = roles.includes('manager') ? duties.teams : [];
  const wish = InviteUser.safeParse({
    ...{ email: email.trim(), name, roles, teams, why },
    personId: person?.id ?? null,
  });
  const wrong = (field: keyof InviteUser, text: string): string | null =>
    isChecked && wish.error?.issues.some(({ path }) => path[0] === field) ? text : null;
  const submit = (): void => {
    setChecked(true);
    if (wish.success) onSubmit(wish.data);
  };
  return (
    <DialogForm
      error={error}
      confirm={t('users.inviteConfirm')}
      isPending={isPending}
      onSubmit={submit}
      onCancel={onCancel}
    >
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
      <WhyField value={why} onChange={setWhy} />
    </DialogForm>
  );
}
