'use client';

import { Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { LinkButton } from '../../components/link-button.tsx';
import { FormAlert } from '../forms/form-alert.tsx';

interface SpentLinkProps {
  readonly isMissing?: boolean;
  /** Whether the link was for the first account, for an account that exists, or from a recorder. */
  readonly purpose?: 'first' | 'account' | 'recorder';
}

const TEXTS = {
  first: 'linkText',
  account: 'accountLinkText',
  recorder: 'recorderLinkText',
} as const;

/** The link was used, has expired, or came without its token. */
export function SpentLink({ isMissing = false, purpose = 'first' }: SpentLinkProps) {
  const t = useTranslations('auth');
  return (
    <Stack gap={14}>
      <FormAlert tone="bad">
        <strong>{t('linkTitle')}</strong>
        <br />
        {t(isMissing ? 'linkMissing' : TEXTS[purpose])}
      </FormAlert>
      <LinkButton href="/sign-in" variant="default" size="sm" fullWidth>
        {t('toSignIn')}
      </LinkButton>
    </Stack>
  );
}
