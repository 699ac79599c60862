'use client';

import { TextInput, type TextInputProps } from '@mantine/core';
import { useTranslations } from 'next-intl';

interface CodeInputProps extends TextInputProps {
  readonly hint: string;
}

/** The code that an authenticator shows now. */
export function CodeInput({ hint, ...field }: CodeInputProps) {
  const t = useTranslations('auth');
  return (
    <TextInput
      label={t('code')}
      description={hint}
      autoComplete="one-time-code"
      maxLength={40}
      autoFocus
      {...field}
    />
  );
}
