'use client';

import { Button, PasswordInput, Select, Skeleton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Role } from '@workcompanion/core/access';
import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, useState, useTransition } from 'react';
import { FactList } from '../../components/fact-list.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ACCOUNT_ROUTES } from '../../contract/account.ts';
import type { Me } from '../../contract/session.ts';
import { LOCALE_NAMES, LOCALES } from '../../i18n/locales.ts';
import { setLocale } from '../../i18n/set-locale.ts';
import { useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { NewPasswordInput } from '../auth/new-password-input.tsx';
import { MINIMUM_PASSWORD_LENGTH } from '../auth/password-strength.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useList } from '../format/use-list.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import styles from './account-view.module.css';
import { PasskeysSection } from './passkeys-section.tsx';
import { SecondFactorSection } from './second-factor-section.tsx';
import { SessionsSection } from './sessions-section.tsx';

/** One's own account: who one is here, and how it is kept from others. */
export function AccountView({ me }: { readonly me: Me }) {
  const t = useTranslations();
  const list = useList();
  const account = useRoute(ACCOUNT_ROUTES.readAccount, undefined);
  const roles = Role.options.filter((role) => me.roles.includes(role));
  return (
    <>
      <PageHeader title={t('account.title')} />
      <div className={styles['page']}>
        <section className={styles['section']}>
          <h2>{t('account.who')}</h2>
          <FactList
            facts={[
              { label: t('account.name'), value: me.name },
              { label: t('account.email'), value: me.email },
              {
                label: t('account.roles'),
                value: list(roles.map((role) => t(`users.roles.${role}`))),
              },
              { label: t('account.language'), value: <LanguageSelect /> },
            ]}
          />
        </section>
        {account.data === undefined ? (
          <QueryFallback query={account} skeleton={<Skeleton height={160} />} />
        ) : null}
        {account.data === undefined ? null : (
          <>
            <PasswordSection hasPassword={account.data.hasPassword} />
            <SecondFactorSection account={account.data} />
            <PasskeysSection account={account.data} />
            <SessionsSection sessions={account.data.sessions} />
          </>
        )}
      </div>
    </>
  );
}

function LanguageSelect() {
  const t = useTranslations('account');
  const locale = useLocale();
  const [, startTransition] = useTransition();
  return (
    <Select
      size="xs"
      aria-label={t('language')}
      data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
      value={locale}
      onChange={(value) => startTransition(() => setLocale(value ?? locale))}
      allowDeselect={false}
    />
  );
}

function PasswordSection({ hasPassword }: { readonly hasPassword: boolean }) {
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
