'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { CopyField } from '../../components/copy-field.tsx';
import type { AccountLink } from '../../contract/control.ts';
import { useDates } from '../format/use-dates.ts';
import { FormAlert } from '../forms/form-alert.tsx';

interface LinkOnceProps {
  readonly link: AccountLink;
  readonly name: string;
  readonly onDone: () => void;
}

/**
 * The link that opens an account: sent to its owner, or shown this once. Whoever bears it chooses the password.
 */
export function LinkOnce({ link, name, onDone }: LinkOnceProps) {
  const t = useTranslations();
  const dates = useDates();
  const until = dates.moment(link.expiresAt);
  return (
    <Stack gap={14}>
      {link.mail === null || link.mail.error === null ? null : (
        <FormAlert tone="bad">
          {t('users.linkNotSent', { email: link.mail.to, error: link.mail.error })}
        </FormAlert>
      )}
      {link.url === null ? (
        <Text>{t('users.linkSent', { name, email: link.mail?.to ?? '', until })}</Text>
      ) : (
        <>
          <Text c="dimmed">{t('users.linkText', { name, until })}</Text>
          <CopyField
            value={link.url}
            label={t('users.link')}
            copyText={t('common.copy')}
            copiedText={t('common.copied')}
          />
        </>
      )}
      <Group justify="flex-end">
        <Button onClick={onDone} data-autofocus>
          {t('users.linkDone')}
        </Button>
      </Group>
    </Stack>
  );
}
