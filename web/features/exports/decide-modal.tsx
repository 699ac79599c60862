import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ExportSummary } from '../../contract/exports.ts';
import { FormAlert } from '../auth/form-alert.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { MIN_REASON } from '../retention/hold-form.ts';
import { useExportAction } from './use-export-action.ts';

interface DecideModalProps {
  readonly made: ExportSummary;
  readonly onClose: () => void;
}

/** A second person agrees or refuses, and says why. */
export function DecideModal({ made, onClose }: DecideModalProps) {
  const t = useTranslations('exports');
  const words = useErrorWords();
  const decide = useExportAction('decide');
  const [note, setNote] = useState('');
  const answer = (isApproved: boolean): void =>
    decide.mutate(
      { export: made.id, isApproved, note },
      {
        onSuccess: () => {
          notifications.show({ message: t(isApproved ? 'did.approve' : 'did.refuse') });
          onClose();
        },
      },
    );
  const isShort = note.trim().length < MIN_REASON;
  return (
    <Modal opened onClose={onClose} title={t('decideTitle')} size={460}>
      <Stack gap={14}>
        {decide.error === null ? null : <FormAlert tone="bad">{words(decide.error)}</FormAlert>}
        <p style={{ margin: 0 }}>
          {t('decideText', {
            name: made.requestedBy.name,
            clip: made.clip.title,
            note: made.note,
          })}
        </p>
        <Textarea
          label={t('decideNote')}
          maxLength={500}
          autosize
          minRows={2}
          required
          data-autofocus
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap={8}>
          <Button
            variant="default"
            disabled={isShort}
            loading={decide.isPending}
            onClick={() => answer(false)}
          >
            {t('refuse')}
          </Button>
          <Button disabled={isShort} loading={decide.isPending} onClick={() => answer(true)}>
            {t('approve')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
