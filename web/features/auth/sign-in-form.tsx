'use client';
import { Button, Divider, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconBuilding } from '@tabler/icons-react';
import { isAppError } from '@workcompanion/core/errors';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FormAlert } from '../forms/form-alert.tsx';
import { CodeInput } from './code-input.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { safeNext } from './safe-next.ts';
import { type SignInCredentials, usePasskeySignIn, useSignIn } from './use-sign-in.ts';

interface SignInProblemProps {
  readonly error: Error | null;
  readonly isCodeAsked: boolean;
}

interface SignInFormProps {
  readonly next: string | null;
  /** What led here: a password just set, a session that ended, a company sign-in that came to nothing. */
  readonly notice: 'ready' | 'expired' | 'companyRefused' | 'companyFailed' | null;
  /** What the company's own sign-in is called; null when there is none. */
  readonly company: string | null;
  /** The name that passkeys here belong to. */
  readonly passkeyHost: string;
}

export function SignInForm({ next, notice, company, passkeyHost }: SignInFormProps) {
  const t = useTranslations('auth');
  const signIn = useSignIn();
  const passkey = usePasskeySignIn();
  const [isCodeAsked, setCodeAsked] = useState(false);
  const form = useForm<Required<SignInCredentials>>({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '', code: '' },
    validate: {
      email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : t('emailInvalid')),
      password: (value) => (value === '' ? t('passwordRequired') : null),
      code: (value) => (isCodeAsked && value.trim() === '' ? t('codeRequired') : null),
    },
  });
  const submit = form.onSubmit((values) =>
    signIn.mutate(values, {
      onSuccess: () => window.location.assign(safeNext(next)),
      onError: (error) => {
        if (isAppError(error, 'second-factor-needed')) setCodeAsked(true);
      },
    }),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={14}>
        {notice !== null && signIn.isIdle && passkey.isIdle ? (
          <FormAlert tone={notice.startsWith('company') ? 'bad' : 'info'}>{t(notice)}</FormAlert>
        ) : null}
        <SignInProblem error={signIn.error} isCodeAsked={isCodeAsked} />
        <PasskeyProblem error={passkey.error} />
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
        {isCodeAsked ? (
          <CodeInput key={form.key('code')} hint={t('codeHint')} {...form.getInputProps('code')} />
        ) : null}
        <Button
          type="submit"
          size="sm"
          mt={4}
          fullWidth
          loading={signIn.isPending || signIn.isSuccess}
        >
          {t('signIn')}
        </Button>
        <PasskeyButton
          host={passkeyHost}
          isPending={passkey.isPending || passkey.isSuccess}
          onUse={() =>
            passkey.mutate(undefined, { onSuccess: () => window.location.assign(safeNext(next)) })
          }
        />
        {company === null ? null : <CompanyButton name={company} next={next} />}
      </Stack>
    </form>
  );
}

/** Why the sign-in was refused; nothing while only the code is missing. */
function SignInProblem({ error, isCodeAsked }: SignInProblemProps) {
  const t = useTranslations('auth');
  if (error === null || isAppError(error, 'second-factor-needed')) return null;
  const key = isAppError(error, 'too-many-requests')
    ? 'tooMany'
    : isAppError(error, 'forbidden')
      ? isCodeAsked
        ? 'wrongCode'
        : 'wrongCredentials'
      : 'unreachable';
  return <FormAlert tone="bad">{t(key)}</FormAlert>;
}

/** The same of a passkey. Browsers say by themselves when somebody changed their mind. */
function PasskeyProblem({ error }: { readonly error: Error | null }) {
  const t = useTranslations('auth');
  if (error === null || isAppError(error, 'passkey-cancelled')) return null;
  const key = isAppError(error, 'too-many-requests')
    ? 'tooMany'
    : isAppError(error, 'forbidden')
      ? 'wrongPasskey'
      : 'unreachable';
  return <FormAlert tone="bad">{t(key)}</FormAlert>;
}

interface CompanyButtonProps {
  readonly name: string;
  readonly next: string | null;
}

/** Leaves for the company's own sign-in, and comes back to `next`. */
function CompanyButton({ name, next }: CompanyButtonProps) {
  const t = useTranslations('auth');
  const [isLeaving, setLeaving] = useState(false);
  return (
    <>
      <Divider label={t('or')} />
      <Button
        variant="default"
        size="sm"
        fullWidth
        loading={isLeaving}
        leftSection={<IconBuilding size={16} aria-hidden="true" />}
        onClick={() => {
          setLeaving(true);
          void signIn('company', { callbackUrl: safeNext(next) });
        }}
      >
        {t('signInBy', { name })}
      </Button>
    </>
  );
}
