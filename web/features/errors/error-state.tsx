'use client';

import { Button, CopyButton, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconLock, IconRefresh } from '@tabler/icons-react';
import { isAppError } from '@workcompanion/core/errors';
import { useTranslations } from 'next-intl';
import { MessageState } from '../../components/message-state.tsx';
import { requestIdOf } from '../api/error-of.ts';
import styles from './request-number.module.css';
import { useErrorWords } from './use-error-words.ts';

interface ErrorStateProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** A query that failed: what it means, the number to report, and another try. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const isForbidden = isAppError(error, 'forbidden');
  return (
    <MessageState
      role="alert"
      tone={isForbidden ? 'plain' : 'bad'}
      icon={isForbidden ? <IconLock size={22} /> : <IconAlertTriangle size={22} />}
      title={t('errors.title')}
      actions={
        isForbidden ? null : (
          <Button
            variant="default"
            onClick={onRetry}
            leftSection={<IconRefresh size={15} aria-hidden="true" />}
          >
            {t('common.retry')}
          </Button>
        )
      }
    >
      <p>{words(error)}</p>
      <RequestNumber error={error} />
    </MessageState>
  );
}

/** The request's number, if the server gave one; a click copies it. */
export function RequestNumber({ error }: { readonly error: unknown }) {
  const t = useTranslations('common');
  const id = requestIdOf(error);
  if (id === null) return null;
  return (
    <CopyButton value={id}>
      {({ copied, copy }) => (
        <UnstyledButton className={styles['number']} onClick={copy} title={t('copyRequestId')}>
          {copied ? t('copied') : t('requestId', { id })}
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
