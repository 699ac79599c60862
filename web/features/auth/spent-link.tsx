'use client';

import { Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { LinkButton } from '../../components/link-button.tsx';
import { FormAlert } from './form-alert.tsx';

interface SpentLinkProps {
  readonly isMissing?: boolean;
}

/** The link was used, has expired, or came without its token. */
export function SpentLink({ isMissing = false }: SpentLinkProps) {
  const t = useTranslations('auth');
  return (
    <Stack gap={14}>
      <FormAlert tone="bad">
        <strong>{t('linkTitle')}</strong>
        <br />
        {t(isMissing ? 'linkMissing' : 'linkText')}
      </FormAlert>
      <LinkButton href="/sign-in" variant="default" size="sm" fullWidth>
        {t('toSignIn')}
      </LinkButton>
    </Stack>
  );
}
