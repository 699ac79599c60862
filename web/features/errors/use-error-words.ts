import { isAppError } from '@workcompanion/core/errors';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

const WORDED = [
  'unauthenticated',
  'forbidden',
  'not-found',
  'invalid-input',
  'too-many-requests',
  'range-too-long',
  'too-many-people',
  'codec-unsupported',
  'already-exists',
  'case-closed',
  'case-full',
  'last-member',
  'in-use',
  'last-admin',
  'nobody-can-agree',
  'request-stale',
  'request-closed',
  'wrong-password',
  'password-too-common',
  'wrong-code',
  'token-expired',
  'release-invalid',
  'release-not-signed',
  'release-mismatch',
  'unavailable',
  'storage-full',
  'internal',
] as const;

/** An error as a sentence in the page's language; never the server's own English. */
export function useErrorWords(): (error: unknown) => string {
  const t = useTranslations('errors');
  return useCallback(
    (error: unknown) => {
      const code = isAppError(error) ? WORDED.find((known) => known === error.code) : undefined;
      return t(code ?? 'other');
    },
    [t],
  );
}
