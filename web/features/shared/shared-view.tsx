'use client';

import { Button, Skeleton, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { isAppError } from '@workcompanion/core/errors';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { SHARE_ROUTES } from '../../contract/shares.ts';
import { UNKNOWN } from '../../contract/told.ts';
import { routeKey, useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { AuthFrame } from '../auth/auth-frame.tsx';
import { ErrorState } from '../errors/error-state.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { SharedPackageView } from './shared-package-view.tsx';

interface PasscodeFormProps {
  readonly token: string;
  /** UTC µs; null: it is not. */
  readonly lockedUntil: number | null;
}

/** The page of somebody without an account: a passcode, then what was shared. */
export function SharedView({ token }: { readonly token: string }) {
  const t = useTranslations('shared');
  const common = useTranslations('common');
  const shared = useRoute(SHARE_ROUTES.inspectShare, { token }, { refetchOnWindowFocus: false });
  if (shared.data?.state === 'open') return <SharedPackageView shown={shared.data} />;
  if (shared.data?.state === UNKNOWN) {
    return (
      <AuthFrame title={t('title')} lead={common('outdated')}>
        {null}
      </AuthFrame>
    );
  }
  if (shared.data !== undefined) {
    return (
      <AuthFrame title={t('title')} lead={t('lead')}>
        <PasscodeForm token={token} lockedUntil={shared.data.lockedUntil} />
      </AuthFrame>
    );
  }
  if (!shared.isError) return <Skeleton height={260} m={40} aria-busy="true" />;
  if (isAppError(shared.error, 'not-found') || isAppError(shared.error, 'invalid-input')) {
    return (
      <AuthFrame title={t('gone')} lead={t('goneText')}>
        {null}
      </AuthFrame>
    );
  }
  return <ErrorState error={shared.error} onRetry={() => void shared.refetch()} />;
}

function PasscodeForm({ token, lockedUntil }: PasscodeFormProps) {
  const t = useTranslations('shared');
  const dates = useDates();
  const words = useErrorWords();
  const client = useQueryClient();
  const open = useRouteMutation(SHARE_ROUTES.openShare, {
    gcTime: 0,
    onSuccess: (shown) =>
      client.setQueryData(routeKey(SHARE_ROUTES.inspectShare, { token }), shown),
  });
  const [passcode, setPasscode] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    open.mutate({ token, passcode });
  };
  const wrong = (error: Error): string => {
    if (isAppError(error, 'wrong-code')) return t('wrong');
    return isAppError(error, 'too-many-requests') ? t('lockedAWhile') : words(error);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap={14}>
        {open.error === null ? (
          lockedUntil === null ? null : (
            <FormAlert tone="bad">
              {t('locked', {
                time: dates.moment(lockedUntil),
              })}
            </FormAlert>
          )
        ) : (
          <FormAlert tone="bad">{wrong(open.error)}</FormAlert>
        )}
        <TextInput
          label={t('passcode')}
          placeholder="XXXX-XXXX-XXXX"
          autoComplete="one-time-code"
          spellCheck={false}
          maxLength={40}
          required
          autoFocus
          styles={{ input: { fontFamily: 'var(--wc-mono)' } }}
          value={passcode}
          onChange={(event) => setPasscode(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" loading={open.isPending} disabled={passcode.trim() === ''}>
          {t('open')}
        </Button>
      </Stack>
    </form>
  );
}
