'use client';

import { Button, Group, Modal, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FormAlert } from '../auth/form-alert.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { policyTarget } from './policy-target.ts';
import { TargetFields, type TargetScope } from './target-fields.tsx';
import { useAssignPolicy } from './use-assign-policy.ts';

interface AssignModalProps {
  readonly version: number;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Puts a version in force for everyone, a team or a device. */
export function AssignModal({ version, isOpen, onClose }: AssignModalProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const assign = useAssignPolicy();
  const [choice, setChoice] = useState<{ scope: TargetScope; id: string | null }>({
    scope: 'all',
    id: null,
  });
  const target = policyTarget(choice.scope, choice.id);
  const save = (): void => {
    if (target === null) return;
    assign.mutate(
      { version, target },
      {
        onSuccess: () => {
          notifications.show({ message: t('policies.assignDone', { version }) });
          onClose();
        },
      },
    );
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('policies.assignTitle', { version })}>
      <Stack gap={14}>
        {assign.error === null ? null : <FormAlert tone="bad">{words(assign.error)}</FormAlert>}
        <TargetFields
          scopes={['all', 'team', 'device']}
          scope={choice.scope}
          target={choice.id}
          onChange={(scope, id) => setChoice({ scope, id })}
        />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button onClick={save} disabled={target === null} loading={assign.isPending}>
            {t('policies.assign')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
