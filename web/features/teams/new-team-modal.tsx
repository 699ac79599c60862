'use client';

import { Modal, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { TeamId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { TEAM_ROUTES } from '../../contract/teams.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { DialogForm } from '../forms/dialog-form.tsx';

interface NewTeamModalProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onCreated: (id: TeamId) => void;
}

export function NewTeamModal({ isOpen, onClose, onCreated }: NewTeamModalProps) {
  const t = useTranslations();
  const create = useRouteMutation(TEAM_ROUTES.createTeam, { refreshes: [TEAM_ROUTES.listTeams] });
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (value) => (value.trim() === '' ? t('teams.nameRequired') : null) },
  });
  const close = (): void => {
    onClose();
    create.reset();
    form.reset();
  };
  const submit = form.onSubmit(({ name }) =>
    create.mutate(
      { name: name.trim() },
      {
        onSuccess: ({ id }) => {
          form.reset();
          onCreated(id);
        },
      },
    ),
  );
  return (
    <Modal opened={isOpen} onClose={close} title={t('teams.createTitle')}>
      <DialogForm
        error={create.error}
        confirm={t('teams.createConfirm')}
        isPending={create.isPending}
        onSubmit={submit}
        onCancel={close}
      >
        <TextInput
          label={t('teams.name')}
          maxLength={80}
          data-autofocus
          {...form.getInputProps('name')}
        />
      </DialogForm>
    </Modal>
  );
}
