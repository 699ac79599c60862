'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { CopyField } from '../../components/copy-field.tsx';
import type { AccountLink } from '../../contract/control.ts';
import { useDates } from '../format/use-dates.ts';

interface LinkOnceProps {
  readonly link: AccountLink;
  readonly name: string;
  readonly onDone: () => void;
}

/** The link that opens an account, this once: whoever bears it chooses the password. */
export function LinkOnce({ link, name, onDone }: LinkOnceProps) {
  const t = useTranslations();
  const dates = useDates();
  const until = dates.moment(link.expiresAt);
  return (
    <Stack gap={14}>
      <Text c="dimmed">{t('users.linkText', { name, until })}</Text>
      <CopyField
        value={link.url}
        label={t('users.link')}
        copyText={t('common.copy')}
        copiedText={t('common.copied')}
      />
      <Group justify="flex-end">
        <Button onClick={onDone} data-autofocus>
          {t('users.linkDone')}
        </Button>
      </Group>
    </Stack>
  );
}
