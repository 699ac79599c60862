'use client';

import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { isAppError } from '@workcompanion/core/errors';
import { useTranslations } from 'next-intl';
import { FormAlert } from './form-alert.tsx';
import { safeNext } from './safe-next.ts';
import { type Credentials, useSignIn } from './use-sign-in.ts';

interface SignInFormProps {
  readonly next: string | null;
  /** What led here: a password that was just set, or a session that ended. */
  readonly notice: 'ready' | 'expired' | null;
}

export function SignInForm({ next, notice }: SignInFormProps) {
  const t = useTranslations('auth');
  const signIn = useSignIn();
  const form = useForm<Credentials>({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : t('emailInvalid')),
      password: (value) => (value === '' ? t('passwordRequired') : null),
    },
  });
  const isWrong = isAppError(signIn.error, 'forbidden');
  const submit = form.onSubmit((values) =>
    signIn.mutate(values, { onSuccess: () => window.location.assign(safeNext(next)) }),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={14}>
        {notice !== null && signIn.isIdle ? <FormAlert tone="info">{t(notice)}</FormAlert> : null}
        {signIn.isError ? (
          <FormAlert tone="bad">{t(isWrong ? 'wrongCredentials' : 'unreachable')}</FormAlert>
        ) : null}
        <TextInput
          label={t('email')}
          type="email"
          autoComplete="username"
          autoFocus
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Button
          type="submit"
          size="sm"
          mt={4}
          fullWidth
          loading={signIn.isPending || signIn.isSuccess}
        >
          {t('signIn')}
        </Button>
      </Stack>
    </form>
  );
}
