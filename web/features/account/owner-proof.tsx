'use client';

import { Button, Group, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useState } from 'react';
import { type Account, ProveOwner } from '../../contract/account.ts';
import { CodeInput } from '../auth/code-input.tsx';
import { PasskeyButton } from '../auth/passkey-button.tsx';
import { signWithPasskey } from '../auth/sign-with-passkey.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import styles from './account-view.module.css';

interface OwnerProofProps {
  readonly account: Account;
  readonly text?: string;
  readonly action: string;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onProve: (proof: ProveOwner) => void;
  readonly onCancel?: (() => void) | undefined;
  /** What is asked besides. */
  readonly children?: ReactNode;
}

/** The present password and second factor, before what a session that was left open must not do. */
export function OwnerProof(props: OwnerProofProps) {
  const { account, text, action, isPending, error, onProve, onCancel, children } = props;
  const t = useTranslations();
  const words = useErrorWords();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const hasPasskey = account.passkeys.length > 0;
  const isCodeAsked = account.secondFactorSince !== null || hasPasskey;
  const sign = useMutation({
    mutationFn: signWithPasskey,
    onSuccess: (passkey) => onProve({ password, code: '', passkey }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onProve(ProveOwner.parse({ password, code }));
  };
  const isShort = (account.hasPassword && password === '') || (isCodeAsked && code.trim() === '');
  const shown = error ?? sign.error;
  return (
    <form className={styles['form']} onSubmit={submit}>
      {text === undefined ? null : <span>{text}</span>}
      {shown === null ? null : <FormAlert tone="bad">{words(shown)}</FormAlert>}
      {children}
      {account.hasPassword ? (
        <PasswordInput
          label={t('account.current')}
          autoComplete="current-password"
          autoFocus={children === undefined}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      ) : null}
      {isCodeAsked ? (
        <CodeInput
          hint={t('auth.codeHint')}
          autoFocus={!account.hasPassword}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      ) : null}
      <Group gap={8}>
        <Button type="submit" disabled={isShort} loading={isPending}>
          {action}
        </Button>
        {hasPasskey ? (
          <PasskeyButton
            host={account.passkeyHost}
            isPending={sign.isPending}
            label={t('account.passkeyInstead')}
            onUse={() => sign.mutate()}
          />
        ) : null}
        {onCancel === undefined ? null : (
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        )}
      </Group>
    </form>
  );
}
