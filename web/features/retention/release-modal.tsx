import { Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import type { HoldSummary } from '../../contract/holds.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
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
      <DialogForm
        error={release.error}
        confirm={t('retention.release')}
        isGrave
        isReady={reason.trim().length >= MIN_REASON}
        isPending={release.isPending}
        onSubmit={save}
        onCancel={onClose}
      >
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
      </DialogForm>
    </OpenDialog>
  );
}
