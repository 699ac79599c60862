'use client';

import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MessageState } from '../components/message-state.tsx';
import { digestOf } from './error-digest.ts';

interface ErrorPageProps {
  readonly error: unknown;
  readonly retry: () => void;
}

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const t = useTranslations();
  const digest = digestOf(error);
  return (
    <MessageState
      role="alert"
      tone="bad"
      icon={<IconAlertTriangle size={22} />}
      title={t('errors.crashedTitle')}
      actions={
        <Button variant="default" onClick={retry}>
          {t('common.retry')}
        </Button>
      }
    >
      <p>{t('errors.crashedText')}</p>
      {digest === null ? null : <code>{digest}</code>}
    </MessageState>
  );
}
