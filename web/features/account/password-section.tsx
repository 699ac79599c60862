'use client';

import { Button, PasswordInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { ACCOUNT_ROUTES } from '../../contract/account.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { NewPasswordInput } from '../auth/new-password-input.tsx';
import { MINIMUM_PASSWORD_LENGTH } from '../auth/password-strength.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import styles from './account-view.module.css';

export function PasswordSection({ hasPassword }: { readonly hasPassword: boolean }) {
  const t = useTranslations();
  const words = useErrorWords();
  const change = useRouteMutation(ACCOUNT_ROUTES.changePassword);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [isChecked, setChecked] = useState(false);
  const isShort = next.length < MINIMUM_PASSWORD_LENGTH;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (isShort || current === '') return;
    change.mutate(
      { current, next },
      {
        onSuccess: () => {
          notifications.show({ message: t('account.passwordChanged') });
          setCurrent('');
          setNext('');
          setChecked(false);
        },
      },
    );
  };
  return (
    <section className={styles['section']}>
      <h2>{t('account.password')}</h2>
      <p>{t(hasPassword ? 'account.passwordText' : 'account.passwordElsewhere')}</p>
      {hasPassword ? (
        <form className={styles['form']} onSubmit={submit} noValidate>
          {change.error === null ? null : <FormAlert tone="bad">{words(change.error)}</FormAlert>}
          <PasswordInput
            label={t('account.current')}
            autoComplete="current-password"
            value={current}
            error={isChecked && current === '' ? t('auth.passwordRequired') : null}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <NewPasswordInput
            label={t('account.next')}
            value={next}
            error={isChecked && isShort ? t('auth.passwordShort') : null}
            onChange={setNext}
          />
          <Button type="submit" loading={change.isPending}>
            {t('account.change')}
          </Button>
        </form>
      ) : null}
    </section>
  );
}
