'use client';

import { Button, Skeleton, Stack, TextInput } from '@mantine/core';
import { isAppError } from '@workcompanion/core/errors';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { ACCOUNT_LINK_ROUTES } from '../../contract/account-links.ts';
import { useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { NewPasswordInput } from './new-password-input.tsx';
import { MINIMUM_PASSWORD_LENGTH } from './password-strength.ts';
import { SpentLink } from './spent-link.tsx';
import { useSignIn } from './use-sign-in.ts';

/** Whoever was invited, or forgot the password, chooses one, and is signed in by it. */
export function JoinForm({ token }: { readonly token: string }) {
  const t = useTranslations('auth');
  const words = useErrorWords();
  const link = useInspectLink(token);
  const { redeem, signIn, join } = useJoin();
  const [password, setPassword] = useState('');
  const [isChecked, setChecked] = useState(false);
  const isShort = password.length < MINIMUM_PASSWORD_LENGTH;
  const error = link.error ?? redeem.error;
  if (isAppError(error, 'not-found') || isAppError(error, 'invalid-input')) {
    return <SpentLink purpose="account" />;
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (isShort) return;
    if (link.data !== undefined) void join({ token, password, email: link.data.email });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={14}>
        {error === null ? null : <FormAlert tone="bad">{words(error)}</FormAlert>}
        {link.data === undefined ? (
          <Skeleton height={58} />
        ) : (
          <TextInput
            label={t('email')}
            description={t(`joinAs.${link.data.purpose}`, { name: link.data.name })}
            value={link.data.email}
            autoComplete="username"
            readOnly
          />
        )}
        <NewPasswordInput
          autoFocus
          value={password}
          error={isChecked && isShort ? t('passwordShort') : null}
          onChange={setPassword}
        />
        <Button
          type="submit"
          size="sm"
          mt={4}
          fullWidth
          disabled={link.data === undefined}
          loading={redeem.isPending || redeem.isSuccess || signIn.isPending}
        >
          {t('setPassword')}
        </Button>
      </Stack>
    </form>
  );
}

interface JoinWish {
  readonly token: string;
  readonly email: string;
  readonly password: string;
}

function useJoin() {
  const redeem = useRouteMutation(ACCOUNT_LINK_ROUTES.redeemLink);
  const signIn = useSignIn();
  const join = async ({ token, email, password }: JoinWish): Promise<void> => {
    try {
      await redeem.mutateAsync({ token, password });
    } catch {
      // The form tells it: `redeem.error`.
      return;
    }
    // Who has a second factor is asked for it where one signs in.
    const isIn = await signIn.mutateAsync({ email, password }).then(
      () => true,
      () => false,
    );
    window.location.assign(isIn ? '/' : '/sign-in?ready=1');
  };
  return { redeem, signIn, join };
}

/** Whose link it is. `not-found`: it does not work any more. By POST, so that no log keeps the token. */
function useInspectLink(token: string) {
  return useRoute(
    ACCOUNT_LINK_ROUTES.inspectLink,
    { token },
    { refetchOnWindowFocus: false, staleTime: Number.POSITIVE_INFINITY },
  );
}
