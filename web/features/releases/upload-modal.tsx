'use client';

import { FileInput, Progress } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileCertificate, IconPackage } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { AppError } from '@workcompanion/core/errors';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { OneRelease, RELEASE_ROUTES } from '../../contract/releases.ts';
import { routePath } from '../api/call-route.ts';
import { errorOf } from '../api/error-of.ts';
import { routeKey } from '../api/use-route.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import styles from './releases.module.css';

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

/** `share` is how much of the installer has gone out, from 0 to 1. */
function useUploadRelease() {
  const client = useQueryClient();
  const [share, setShare] = useState(0);
  const upload = useMutation({
    mutationFn: (files: ReleaseFiles) => {
      setShare(0);
      return sendRelease(files, setShare);
    },
    onSuccess: () => {
      for (const route of [RELEASE_ROUTES.listReleases, RELEASE_ROUTES.listFailedUpdates])
        void client.invalidateQueries({ queryKey: routeKey(route) });
    },
  });
  return { ...upload, share };
}

interface ReleaseFiles {
  readonly installer: File;
  readonly statement: File;
}

/**
 * Sends the MSI from the disk, never whole in memory. By XMLHttpRequest: fetch doesn't tell how far it
 * has come. Throws an AppError, as `callRoute` does.
 */
async function sendRelease(
  { installer, statement }: ReleaseFiles,
  onProgress: (share: number) => void,
): Promise<OneRelease> {
  const path = routePath(RELEASE_ROUTES.uploadRelease, {
    statement: await statement.slice(0, 1024).text(),
  });
  const { status, text } = await post(path, installer, onProgress);
  const answer = new Response(text, { status });
  if (!answer.ok) throw await errorOf(answer);
  return OneRelease.parse(await answer.json());
}

function post(path: string, body: File, onProgress: (share: number) => void) {
  return new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = () => reject(new AppError('unavailable', 'The server can not be reached.'));
    request.open('POST', path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(body);
  });
}
