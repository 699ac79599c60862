'use client';

import { Select, Skeleton } from '@mantine/core';
import { Role } from '@workcompanion/core/access';
import { useLocale, useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { FactList } from '../../components/fact-list.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ACCOUNT_ROUTES } from '../../contract/account.ts';
import type { Me } from '../../contract/session.ts';
import { LOCALE_NAMES, LOCALES } from '../../i18n/locales.ts';
import { setLocale } from '../../i18n/set-locale.ts';
import { useRoute } from '../api/use-route.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { useList } from '../format/use-list.ts';
import styles from './account-view.module.css';
import { PasskeysSection } from './passkeys-section.tsx';
import { PasswordSection } from './password-section.tsx';
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
