'use client';

import { Modal, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TeamId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { type CreateTeam, TeamCreated } from '../../contract/teams.ts';
import { portalRequest } from '../api/portal-request.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { TEAMS_KEY } from './use-teams.ts';

interface NewTeamModalProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onCreated: (id: TeamId) => void;
}

export function NewTeamModal({ isOpen, onClose, onCreated }: NewTeamModalProps) {
  const t = useTranslations();
  const create = useCreateTeam();
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

function useCreateTeam() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateTeam) =>
      portalRequest({ path: PORTAL_ROUTES.teams, answer: TeamCreated, body }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: TEAMS_KEY }),
  });
}
