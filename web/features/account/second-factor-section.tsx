'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Account } from '../../contract/account.ts';
import { useDates } from '../format/use-dates.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import styles from './account-view.module.css';
import { AuthenticatorSteps } from './authenticator-steps.tsx';
import { OwnerProof } from './owner-proof.tsx';
import { useSecondFactor } from './use-second-factor.ts';

/** Codes of an authenticator: off, being set up, on, or being removed. */
export function SecondFactorSection({ account }: { readonly account: Account }) {
  const t = useTranslations('account');
  const dates = useDates();
  const [doing, setDoing] = useState<'setting-up' | 'removing' | null>(null);
  const { secondFactorSince: since, secondFactorDueAt: dueAt } = account;
  const isMissing = since === null && account.passkeys.length === 0;
  const close = (): void => setDoing(null);
  return (
    <section className={styles['section']}>
      <h2>{t('authenticator')}</h2>
      <p>
        {since === null
          ? t('secondFactorText')
          : t('secondFactorOn', { date: dates.day(since), count: account.recoveryCodesLeft })}
      </p>
      {isMissing && dueAt !== null ? (
        <FormAlert tone="info">{t('secondFactorDue', { at: dates.moment(dueAt) })}</FormAlert>
      ) : null}
      {doing === 'setting-up' ? (
        <AuthenticatorSteps account={account} onDone={close} onCancel={close} />
      ) : doing === 'removing' ? (
        <Removal account={account} onDone={close} />
      ) : (
        <Button
          variant="default"
          mt={isMissing && dueAt !== null ? 12 : 0}
          onClick={() => setDoing(since === null ? 'setting-up' : 'removing')}
        >
          {t(since === null ? 'setUp' : 'remove')}
        </Button>
      )}
    </section>
  );
}

interface RemovalProps {
  readonly account: Account;
  readonly onDone: () => void;
}

function Removal({ account, onDone }: RemovalProps) {
  const t = useTranslations('account');
  const { remove } = useSecondFactor();
  return (
    <OwnerProof
      account={account}
      text={t('removeText')}
      action={t('remove')}
      isPending={remove.isPending}
      error={remove.error}
      onProve={(proof) => remove.mutate(proof, { onSuccess: onDone })}
      onCancel={onDone}
    />
  );
}
