'use client';

import { FileInput, Progress } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileCertificate, IconPackage } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { DialogForm } from '../forms/dialog-form.tsx';
import styles from './releases.module.css';
import { useUploadRelease } from './use-upload-release.ts';

/** The MSI and the statement that the company signed for it. */
export function UploadModal({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations();
  const upload = useUploadRelease();
  const [installer, setInstaller] = useState<File | null>(null);
  const [statement, setStatement] = useState<File | null>(null);
  const send = (): void => {
    if (installer === null || statement === null) return;
    upload.mutate(
      { installer, statement },
      {
        onSuccess: ({ version }) => {
          notifications.show({ message: t('releases.uploaded', { version }) });
          onClose();
        },
      },
    );
  };
  const { isPending, error, share } = upload;
  return (
    <OpenDialog
      onClose={onClose}
      title={t('releases.uploadTitle')}
      closeOnClickOutside={!isPending}
      withCloseButton={!isPending}
      closeOnEscape={!isPending}
    >
      <DialogForm
        error={error}
        confirm={t('releases.uploadConfirm')}
        isReady={installer !== null && statement !== null}
        isPending={isPending}
        onSubmit={send}
        onCancel={onClose}
      >
        <FileInput
          label={t('releases.installer')}
          placeholder={t('releases.installerPlaceholder')}
          accept=".msi"
          value={installer}
          onChange={setInstaller}
          disabled={isPending}
          leftSection={<IconPackage size={15} aria-hidden="true" />}
        />
        <FileInput
          label={t('releases.statement')}
          description={t('releases.statementHint')}
          placeholder={t('releases.statementPlaceholder')}
          accept=".release"
          value={statement}
          onChange={setStatement}
          disabled={isPending}
          leftSection={<IconFileCertificate size={15} aria-hidden="true" />}
        />
        {isPending ? (
          <div role="status">
            <p className={styles['hint']}>
              {share < 1
                ? t('releases.sending', { percent: Math.floor(share * 100) })
                : t('releases.checking')}
            </p>
            <Progress value={share * 100} mt={6} aria-label={t('releases.uploadTitle')} />
          </div>
        ) : null}
      </DialogForm>
    </OpenDialog>
  );
}
