import { Button, Group, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import type { HoldSummary } from '../../contract/holds.ts';
import { FormAlert } from '../auth/form-alert.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { MIN_REASON } from './hold-form.ts';
import styles from './retention.module.css';
import { useReleaseHold } from './use-release-hold.ts';

interface ReleaseModalProps {
  readonly hold: HoldSummary;
  readonly onClose: () => void;
}

/** Ends a hold, with a reason that stays in the audit log. */
export function ReleaseModal({ hold, onClose }: ReleaseModalProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const release = useReleaseHold();
  const [reason, setReason] = useState('');
  const save = (): void =>
    release.mutate(
      { hold: hold.id, reason },
      {
        onSuccess: () => {
          notifications.show({ message: t('retention.releaseDone') });
          onClose();
        },
      },
    );
  return (
    <OpenDialog onClose={onClose} title={t('retention.releaseTitle', { name: hold.person.name })}>
      <Stack gap={14}>
        {release.error === null ? null : <FormAlert tone="bad">{words(release.error)}</FormAlert>}
        <p className={styles['text']}>{t('retention.releaseText')}</p>
        <Textarea
          label={t('retention.releaseReason')}
          maxLength={500}
          autosize
          minRows={2}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            color="red"
            onClick={save}
            disabled={reason.trim().length < MIN_REASON}
            loading={release.isPending}
          >
            {t('retention.release')}
          </Button>
        </Group>
      </Stack>
    </OpenDialog>
  );
}
