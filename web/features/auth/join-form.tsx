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

/** Whoever was invited, or forgot the password, chooses one; then they sign in with it. */
export function JoinForm({ token }: { readonly token: string }) {
  const t = useTranslations('auth');
  const words = useErrorWords();
  const link = useInspectLink(token);
  const redeem = useRouteMutation(ACCOUNT_LINK_ROUTES.redeemLink);
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
    redeem.mutate(
      { token, password },
      { onSuccess: () => window.location.assign('/sign-in?ready=1') },
    );
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
          loading={redeem.isPending || redeem.isSuccess}
        >
          {t('setPassword')}
        </Button>
      </Stack>
    </form>
  );
}

/** Whose link it is. `not-found`: it does not work any more. By POST, so that no log keeps the token. */
function useInspectLink(token: string) {
  return useRoute(
    ACCOUNT_LINK_ROUTES.inspectLink,
    { token },
    { refetchOnWindowFocus: false, staleTime: Number.POSITIVE_INFINITY },
  );
}
