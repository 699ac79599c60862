'use client';

import { useTranslations } from 'next-intl';
import type { Account } from '../../contract/account.ts';
import { OwnerProof } from './owner-proof.tsx';
import { RecoveryCodeList } from './recovery-code-list.tsx';
import { ScanStep } from './scan-step.tsx';
import { useSecondFactor } from './use-second-factor.ts';

interface FactorStepsProps {
  readonly account: Account;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Sets up an authenticator: the owner, its QR code, a code of it back, recovery codes to keep. */
export function AuthenticatorSteps({ account, onDone, onCancel }: FactorStepsProps) {
  const t = useTranslations('account');
  const { begin, confirm } = useSecondFactor();
  if (confirm.data !== undefined && confirm.data.codes.length > 0) {
    return <RecoveryCodeList codes={confirm.data.codes} onDone={onDone} />;
  }
  if (begin.data !== undefined) {
    return (
      <ScanStep
        begun={begin.data}
        isPending={confirm.isPending}
        error={confirm.error}
        onConfirm={(code) =>
          confirm.mutate(
            { code },
            { onSuccess: ({ codes }) => (codes.length === 0 ? onDone() : undefined) },
          )
        }
        onCancel={onCancel}
      />
    );
  }
  return (
    <OwnerProof
      account={account}
      action={t('continue')}
      isPending={begin.isPending}
      error={begin.error}
      onProve={(proof) => begin.mutate(proof)}
      onCancel={onCancel}
    />
  );
}
