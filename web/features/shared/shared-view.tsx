'use client';

import { Skeleton } from '@mantine/core';
import { isAppError } from '@workcompanion/core/errors';
import { useTranslations } from 'next-intl';
import { SHARE_ROUTES } from '../../contract/shares.ts';
import { useRoute } from '../api/use-route.ts';
import { AuthFrame } from '../auth/auth-frame.tsx';
import { ErrorState } from '../errors/error-state.tsx';
import { PasscodeForm } from './passcode-form.tsx';
import { SharedPackageView } from './shared-package-view.tsx';

/** The page of somebody without an account: a passcode, then what was shared. */
export function SharedView({ token }: { readonly token: string }) {
  const t = useTranslations('shared');
  const shared = useRoute(SHARE_ROUTES.inspectShare, { token }, { refetchOnWindowFocus: false });
  if (shared.data?.state === 'open') return <SharedPackageView shown={shared.data} />;
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
