'use client';

import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { isAppError } from '@workcompanion/core/errors';
import { useTranslations } from 'next-intl';
import { FirstSignIn, SESSION_ROUTES } from '../../contract/session.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { NewPasswordInput } from './new-password-input.tsx';
import { MINIMUM_PASSWORD_LENGTH } from './password-strength.ts';
import { SpentLink } from './spent-link.tsx';
import { useSignIn } from './use-sign-in.ts';

/** How it is told that the one-time link is spent. */
const SPENT = ['not-found', 'already-exists', 'token-expired'] as const;

/** Name, email and password of the first account; then straight into the portal. */
export function WelcomeForm({ token }: { readonly token: string }) {
  const t = useTranslations('auth');
  const words = useErrorWords();
  const form = useWelcomeForm();
  const redeem = useRouteMutation(SESSION_ROUTES.redeemFirstSignIn);
  const signIn = useSignIn();
  if (SPENT.some((code) => isAppError(redeem.error, code))) return <SpentLink />;

  const submit = form.onSubmit(async (values) => {
    await redeem.mutateAsync({ token, ...values });
    await signIn.mutateAsync(values);
    window.location.assign('/people');
  });
  const error = redeem.error ?? signIn.error;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap={14}>
        {error === null ? null : <FormAlert tone="bad">{words(error)}</FormAlert>}
        <TextInput
          label={t('name')}
          placeholder={t('namePlaceholder')}
          autoComplete="name"
          autoFocus
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t('email')}
          type="email"
          autoComplete="username"
          {...form.getInputProps('email')}
        />
        <NewPasswordInput
          value={form.values.password}
          error={typeof form.errors['password'] === 'string' ? form.errors['password'] : null}
          onChange={(password) => form.setFieldValue('password', password)}
        />
        <Button
          type="submit"
          size="sm"
          mt={4}
          fullWidth
          loading={redeem.isPending || signIn.isPending || signIn.isSuccess}
        >
          {t('create')}
        </Button>
      </Stack>
    </form>
  );
}

function useWelcomeForm() {
  const t = useTranslations('auth');
  const { name, email } = FirstSignIn.shape;
  return useForm({
    initialValues: { name: '', email: '', password: '' },
    transformValues: (values) => ({
      ...values,
      name: values.name.trim(),
      email: values.email.trim(),
    }),
    validate: {
      name: (value) => (name.safeParse(value).success ? null : t('nameRequired')),
      email: (value) => (email.safeParse(value.trim()).success ? null : t('emailInvalid')),
      password: (value) => (value.length < MINIMUM_PASSWORD_LENGTH ? t('passwordShort') : null),
    },
  });
}
