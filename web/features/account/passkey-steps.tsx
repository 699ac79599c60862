'use client';

import { TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Account } from '../../contract/account.ts';
import { browserOf } from './browser-of.ts';
import { OwnerProof } from './owner-proof.tsx';
import { RecoveryCodeList } from './recovery-code-list.tsx';
import { usePasskeys } from './use-passkeys.ts';

interface PasskeyStepsProps {
  readonly account: Account;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Adds a passkey: the owner and a name for it, what the browser asks, recovery codes to keep. */
export function PasskeySteps({ account, onDone, onCancel }: PasskeyStepsProps) {
  const t = useTranslations('account');
  const { add } = usePasskeys();
  const [name, setName] = useState(() => browserOf(navigator.userAgent).system ?? '');
  if (add.data !== undefined && add.data.codes.length > 0) {
    return <RecoveryCodeList codes={add.data.codes} onDone={onDone} />;
  }
  return (
    <OwnerProof
      account={account}
      action={t('continue')}
      isPending={add.isPending}
      error={add.error}
      onProve={(proof) =>
        add.mutate(
          { name: name.trim() || t('passkey'), proof },
          { onSuccess: ({ codes }) => (codes.length === 0 ? onDone() : undefined) },
        )
      }
      onCancel={onCancel}
    >
      <TextInput
        label={t('passkeyName')}
        description={t('passkeyNameHint')}
        maxLength={60}
        autoFocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </OwnerProof>
  );
}
