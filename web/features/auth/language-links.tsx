'use client';

import { UnstyledButton } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { LOCALE_NAMES, LOCALES } from '../../i18n/locales.ts';
import { setLocale } from '../../i18n/set-locale.ts';
import styles from './language-links.module.css';

/** Before anybody is signed in, the language is chosen here. */
export function LanguageLinks() {
  const t = useTranslations('shell');
  const current = useLocale();
  const [, startTransition] = useTransition();
  return (
    <nav className={styles['links']} aria-label={t('language')}>
      {LOCALES.map((locale) => (
        <UnstyledButton
          key={locale}
          lang={locale}
          className={styles['link']}
          aria-current={locale === current ? 'true' : undefined}
          onClick={() => startTransition(() => setLocale(locale))}
        >
          {LOCALE_NAMES[locale]}
        </UnstyledButton>
      ))}
    </nav>
  );
}
