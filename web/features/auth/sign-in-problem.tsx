'use client';

import { isAppError } from '@workcompanion/core/errors';
import { useTranslations } from 'next-intl';
import { FormAlert } from '../forms/form-alert.tsx';

interface SignInProblemProps {
  readonly error: Error | null;
  readonly isCodeAsked: boolean;
}

/** Why the sign-in was refused; nothing while only the code is missing. */
export function SignInProblem({ error, isCodeAsked }: SignInProblemProps) {
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
export function PasskeyProblem({ error }: { readonly error: Error | null }) {
  const t = useTranslations('auth');
  if (error === null || isAppError(error, 'passkey-cancelled')) return null;
  const key = isAppError(error, 'too-many-requests')
    ? 'tooMany'
    : isAppError(error, 'forbidden')
      ? 'wrongPasskey'
      : 'unreachable';
  return <FormAlert tone="bad">{t(key)}</FormAlert>;
}
