'use client';

import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { TeamId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { FormAlert } from '../auth/form-alert.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useCreateTeam } from './use-create-team.ts';

interface NewTeamModalProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onCreated: (id: TeamId) => void;
}

export function NewTeamModal({ isOpen, onClose, onCreated }: NewTeamModalProps) {
  const t = useTranslations();
  const words = useErrorWords();
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
      <form onSubmit={submit} noValidate>
        <Stack gap={14}>
          {create.error === null ? null : <FormAlert tone="bad">{words(create.error)}</FormAlert>}
          <TextInput
            label={t('teams.name')}
            maxLength={80}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t('teams.createConfirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
