'use client';

import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MessageState } from '../../components/message-state.tsx';

interface CrashedStateProps {
  /** To be found in the server's log by; null: it broke in the browser. */
  readonly digest: string | null;
  readonly onRetry: () => void;
}

export function CrashedState({ digest, onRetry }: CrashedStateProps) {
  const t = useTranslations();
  return (
    <MessageState
      role="alert"
      tone="bad"
      icon={<IconAlertTriangle size={22} />}
      title={t('errors.crashedTitle')}
      actions={
        <>
          <Button
            variant="default"
            onClick={onRetry}
            leftSection={<IconRefresh size={15} aria-hidden="true" />}
          >
            {t('common.retry')}
          </Button>
          {/* Loaded anew: what broke may be the page's own program. */}
          <Button component="a" href="/" variant="subtle">
            {t('errors.toStart')}
          </Button>
        </>
      }
    >
      <p>{t('errors.crashedText')}</p>
      {digest === null ? null : (
        <p>
          {t('errors.crashedNumber')} <code>{digest}</code>
        </p>
      )}
    </MessageState>
  );
}
