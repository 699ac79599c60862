'use client';

import { Button, Group, PasswordInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import styles from './account-view.module.css';

interface PasswordProofProps {
  readonly text: string | null;
  readonly action: string;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onProve: (password: string) => void;
  readonly onCancel: () => void;
}

/** The present password, before what a session that was left open must not do. */
export function PasswordProof(props: PasswordProofProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    props.onProve(password);
  };
  return (
    <form className={styles['form']} onSubmit={submit}>
      {props.error === null ? null : <FormAlert tone="bad">{words(props.error)}</FormAlert>}
      <PasswordInput
        label={t('account.current')}
        description={props.text}
        autoComplete="current-password"
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Group gap={8}>
        <Button type="submit" disabled={password === ''} loading={props.isPending}>
          {props.action}
        </Button>
        <Button variant="default" onClick={props.onCancel}>
          {t('common.cancel')}
        </Button>
      </Group>
    </form>
  );
}
