'use client';

import { Button, Group } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { CopyField } from '../../components/copy-field.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { ConfirmSecondFactor, type SecondFactorBegun } from '../../contract/account.ts';
import { CodeInput } from '../auth/code-input.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import styles from './account-view.module.css';

interface ScanStepProps {
  readonly begun: SecondFactorBegun;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onConfirm: (code: string) => void;
  readonly onCancel: () => void;
}

/** The secret for the authenticator, and a code of it back. */
export function ScanStep({ begun, isPending, error, onConfirm, onCancel }: ScanStepProps) {
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
