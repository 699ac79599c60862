'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Account } from '../../contract/account.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './account-view.module.css';
import { PasswordProof } from './password-proof.tsx';
import { RecoveryCodeList } from './recovery-code-list.tsx';
import { ScanStep } from './scan-step.tsx';
import { useSecondFactor } from './use-second-factor.ts';

/** Off, being set up (password, QR code, codes to keep), or on. */
export function SecondFactorSection({ account }: { readonly account: Account }) {
  const t = useTranslations('account');
  const dates = useDates();
  const { begin, confirm, remove } = useSecondFactor();
  const [isAsked, setAsked] = useState(false);
  const since = account.secondFactorSince;
  const reset = (): void => {
    setAsked(false);
    begin.reset();
    confirm.reset();
    remove.reset();
  };
  const step = (): React.ReactNode => {
    if (confirm.data !== undefined) {
      return <RecoveryCodeList codes={confirm.data.codes} onDone={reset} />;
    }
    if (begin.data !== undefined) {
      return (
        <ScanStep
          begun={begin.data}
          isPending={confirm.isPending}
          error={confirm.error}
          onConfirm={(code) => confirm.mutate({ code })}
          onCancel={reset}
        />
      );
    }
    if (!isAsked) {
      return (
        <Button variant="default" onClick={() => setAsked(true)}>
          {t(since === null ? 'setUp' : 'remove')}
        </Button>
      );
    }
    const act = since === null ? begin : remove;
    return (
      <PasswordProof
        text={since === null ? null : t('removeText')}
        action={t(since === null ? 'continue' : 'remove')}
        isPending={act.isPending}
        error={act.error}
        onProve={(password) =>
          since === null
            ? begin.mutate({ password })
            : remove.mutate({ password }, { onSuccess: reset })
        }
        onCancel={reset}
      />
    );
  };
  return (
    <section className={styles['section']}>
      <h2>{t('secondFactor')}</h2>
      <p>
        {since === null
          ? t('secondFactorText')
          : t('secondFactorOn', {
              date: dates.day(since),
              count: account.recoveryCodesLeft,
            })}
      </p>
      {step()}
    </section>
  );
}
