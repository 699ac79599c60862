'use client';

import { Button, Skeleton, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { ACCOUNT_ROUTES, type Account, ShowSecondFactor } from '../../contract/account.ts';
import { requestSignOut } from '../api/request-sign-out.ts';
import { useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { safeNext } from '../auth/safe-next.ts';
import { passkeysWorkHere } from '../auth/sign-with-passkey.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { AuthenticatorSteps } from './authenticator-steps.tsx';
import { OwnerProof } from './owner-proof.tsx';
import { PasskeySteps } from './passkey-steps.tsx';

interface OwedFactorProps {
  readonly owes: 'code' | 'set-up';
  readonly next: string | null;
}

/** What stands between a sign-in and the portal: a second factor to be shown, or to be set up. */
export function OwedFactorView({ owes, next }: OwedFactorProps) {
  const t = useTranslations('shell');
  const account = useRoute(ACCOUNT_ROUTES.readAccount, undefined);
  const goOn = (): void => window.location.assign(safeNext(next));
  return (
    <Stack gap={14}>
      {account.data === undefined ? (
        <QueryFallback query={account} skeleton={<Skeleton height={160} />} />
      ) : null}
      {account.data === undefined ? null : owes === 'code' ? (
        <ShowFactor account={account.data} onDone={goOn} />
      ) : (
        <SetUp account={account.data} onDone={goOn} />
      )}
      <Button variant="subtle" size="sm" onClick={() => void requestSignOut(t('signOutFailed'))}>
        {t('signOut')}
      </Button>
    </Stack>
  );
}

interface StepProps {
  readonly account: Account;
  readonly onDone: () => void;
}

/** For those whom the company signed in without a second factor; the password is not asked again. */
function ShowFactor({ account, onDone }: StepProps) {
  const t = useTranslations('account');
  const show = useRouteMutation(ACCOUNT_ROUTES.showSecondFactor, { onSuccess: onDone });
  return (
    <OwnerProof
      account={{ ...account, hasPassword: false }}
      action={t('continue')}
      isPending={show.isPending || show.isSuccess}
      error={show.error}
      onProve={(proof) => show.mutate(ShowSecondFactor.parse(proof))}
    />
  );
}

function SetUp({ account, onDone }: StepProps) {
  const t = useTranslations('account');
  const [way, setWay] = useState<'authenticator' | 'passkey' | null>(null);
  const [hasPasskeys, setHasPasskeys] = useState(false);
  useEffect(() => setHasPasskeys(passkeysWorkHere(account.passkeyHost)), [account.passkeyHost]);
  const back = (): void => setWay(null);
  if (way === 'authenticator') {
    return <AuthenticatorSteps account={account} onDone={onDone} onCancel={back} />;
  }
  if (way === 'passkey') return <PasskeySteps account={account} onDone={onDone} onCancel={back} />;
  return (
    <Stack gap={8}>
      {hasPasskeys ? (
        <Button fullWidth onClick={() => setWay('passkey')}>
          {t('byPasskey')}
        </Button>
      ) : null}
      <Button
        fullWidth
        variant={hasPasskeys ? 'default' : 'filled'}
        onClick={() => setWay('authenticator')}
      >
        {t('byAuthenticator')}
      </Button>
    </Stack>
  );
}
