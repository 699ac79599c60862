'use client';

import { Button } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { SETTINGS_ROUTES } from '../../contract/settings.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import styles from './stores-card.module.css';

/** Whether e-mail is sent, and a test of it. */
export function MailServerCard({ hasMail }: { readonly hasMail: boolean }) {
  const t = useTranslations('settings.mail');
  const words = useErrorWords();
  const test = useRouteMutation(SETTINGS_ROUTES.testMail);
  return (
    <Card
      title={t('title')}
      aside={
        hasMail ? (
          <Button
            variant="default"
            size="compact-sm"
            loading={test.isPending}
            onClick={() => test.mutate()}
            leftSection={<IconMail size={15} aria-hidden="true" />}
          >
            {t('test')}
          </Button>
        ) : null
      }
    >
      <p className={styles['hint']}>{t(hasMail ? 'lead' : 'none')}</p>
      <div role="status">{test.data?.error === null ? t('sent', { to: test.data.to }) : null}</div>
      {test.data?.error != null ? (
        <FormAlert tone="bad">{t('failed', { error: test.data.error })}</FormAlert>
      ) : null}
      {test.error === null ? null : <FormAlert tone="bad">{words(test.error)}</FormAlert>}
    </Card>
  );
}
