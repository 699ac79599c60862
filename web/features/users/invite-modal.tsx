'use client';

import { Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LinkAnswer } from '../../contract/control.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { InviteUser } from '../../contract/users.ts';
import { portalRequest } from '../api/portal-request.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { WhyField } from '../control/why-field.tsx';
import { DialogForm } from '../forms/dialog-form.tsx';
import { TEAMS_KEY } from '../teams/use-teams.ts';
import { LinkOnce } from './link-once.tsx';
import { USERS_KEY } from './use-users.ts';
import { type UserDuties, UserFields } from './user-fields.tsx';

interface InviteModalProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** First who and as what; then, this once, the link for them, where nobody has to agree. */
export function InviteModal({ isOpen, onClose }: InviteModalProps) {
  const t = useTranslations('users');
  const invite = useInviteUser();
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

/** The answer holds the link itself, this once, where nobody has to agree. It is kept in no cache. */
function useInviteUser() {
  const client = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: (body: InviteUser) =>
      portalRequest({ path: PORTAL_ROUTES.inviteUser, answer: LinkAnswer, body }, 'POST'),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: USERS_KEY });
      void client.invalidateQueries({ queryKey: TEAMS_KEY });
    },
  });
}
