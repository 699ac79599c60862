'use client';
import { Button, Group } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { encode } from 'uqr';
import { CopyField } from '../../components/copy-field.tsx';
import {
  type Account,
  ConfirmSecondFactor,
  type SecondFactorBegun,
} from '../../contract/account.ts';
import { CodeInput } from '../auth/code-input.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import styles from './account-view.module.css';
import { OwnerProof } from './owner-proof.tsx';
import { RecoveryCodeList } from './recovery-code-list.tsx';
import { useSecondFactor } from './use-second-factor.ts';

interface QrCodeProps {
  readonly value: string;
  readonly label: string;
  readonly className: string;
}

interface ScanStepProps {
  readonly begun: SecondFactorBegun;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onConfirm: (code: string) => void;
  readonly onCancel: () => void;
}

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

/** The secret for the authenticator, and a code of it back. */
function ScanStep({ begun, isPending, error, onConfirm, onCancel }: ScanStepProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const [typed, setTyped] = useState('');
  const code = ConfirmSecondFactor.safeParse({ code: typed.replace(/\s/g, '') });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (code.success) onConfirm(code.data.code);
  };
  return (
    <form className={styles['form']} onSubmit={submit}>
      <strong>{t('account.scanTitle')}</strong>
      <QrCode className={styles['qr'] ?? ''} value={begun.uri} label={t('account.scanLabel')} />
      <span>{t('account.scanText')}</span>
      <CopyField
        value={begun.secret}
        label={t('account.secret')}
        copyText={t('common.copy')}
        copiedText={t('common.copied')}
      />
      {error === null ? null : <FormAlert tone="bad">{words(error)}</FormAlert>}
      <CodeInput
        hint={t('account.confirmHint')}
        inputMode="numeric"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Group gap={8}>
        <Button type="submit" disabled={!code.success} loading={isPending}>
          {t('account.confirm')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </Group>
    </form>
  );
}

/** Dark on light in both schemes: cameras read it only so. */
function QrCode({ value, label, className }: QrCodeProps) {
  const { data, size } = encode(value, { border: 1 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg
      className={className}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
