'use client';

import { PasswordInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { StrengthHint } from './strength-hint.tsx';

interface NewPasswordInputProps {
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
  readonly autoFocus?: boolean;
  readonly label?: string;
}

/** A password to be chosen, with how strong it is. */
export function NewPasswordInput(props: NewPasswordInputProps) {
  const { value, error, onChange, autoFocus, label } = props;
  const t = useTranslations('auth');
  return (
    <PasswordInput
      label={label ?? t('newPassword')}
      autoComplete="new-password"
      autoFocus={autoFocus === true}
      description={<StrengthHint password={value} />}
      descriptionProps={{ component: 'div' }}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
