'use client';

import { PasswordInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { passwordStrength } from './password-strength.ts';
import styles from './strength-hint.module.css';

const BARS = { short: 0, weak: 1, fair: 2, strong: 3 } as const;

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

/** Three bars and a word; before anything is typed, what makes a good password. */
export function StrengthHint({ password }: { readonly password: string }) {
  const t = useTranslations('auth');
  if (password === '') return t('newPasswordHint');
  const strength = passwordStrength(password);
  const missing = strength.level === 'short' ? strength.missing : 0;
  return (
    <span className={styles['hint']} data-level={strength.level} aria-live="polite">
      <span className={styles['bars']} aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <i key={bar} data-on={bar <= BARS[strength.level]} />
        ))}
      </span>
      {t(`strength.${strength.level}`, { missing })}
    </span>
  );
}
