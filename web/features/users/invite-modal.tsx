'use client';

import { Modal, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { TEAM_ROUTES } from '../../contract/teams.ts';
import { InviteUser, USER_ROUTES } from '../../contract/users.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { WhyField } from '../control/why-field.tsx';
import { DialogForm } from '../forms/dialog-form.tsx';
import { LinkOnce } from './link-once.tsx';
import { type UserDuties, UserFields } from './user-fields.tsx';

interface InviteModalProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** First who and as what; then, this once, the link for them, where nobody has to agree. */
export function InviteModal({ isOpen, onClose }: InviteModalProps) {
  const t = useTranslations('users');
  // The link is kept in no cache.
  const invite = useRouteMutation(USER_ROUTES.inviteUser, {
    gcTime: 0,
    refreshes: [USER_ROUTES.listUsers, TEAM_ROUTES.listTeams],
  });
  const tellAsked = useTellAsked();
  const link = invite.data?.done ?? null;
  const close = (): void => {
    onClose();
    invite.reset();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      size={480}
      title={t(link === null ? 'inviteTitle' : 'invitedTitle')}
      closeOnClickOutside={false}
    >
      {link === null ? (
        <InviteForm
          isPending={invite.isPending}
          error={invite.error}
          onSubmit={(wish) =>
            invite.mutate(wish, { onSuccess: (answer) => tellAsked(answer) && close() })
          }
          onCancel={close}
        />
      ) : (
        <LinkOnce link={link} name={invite.variables?.name ?? ''} onDone={close} />
      )}
    </Modal>
  );
}

interface InviteFormProps {
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onSubmit: (wish: InviteUser) => void;
  readonly onCancel: () => void;
}

const NOTHING: UserDuties = { name: '', roles: [], teams: [], person: null };

function InviteForm({ isPending, error, onSubmit, onCancel }: InviteFormProps) {
  const t = useTranslations();
  const [email, setEmail] = useState('');
  const [duties, setDuties] = useState(NOTHING);
  const [why, setWhy] = useState('');
  const [isChecked, setChecked] = useState(false);
  const { name, roles, person } = duties;
  const teams = roles.includes('manager') ? duties.teams : [];
  const wish = InviteUser.safeParse({
    email: email.trim(),
    name,
    roles,
    teams,
    why,
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
