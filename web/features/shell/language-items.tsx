'use client';

import { Menu } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { LOCALE_NAMES, LOCALES } from '../../i18n/locales.ts';
import { setLocale } from '../../i18n/set-locale.ts';

export function LanguageItems() {
  const t = useTranslations('shell');
  const current = useLocale();
  const [, startTransition] = useTransition();
  return (
    <>
      <Menu.Label>{t('language')}</Menu.Label>
      <Menu.RadioGroup value={current}>
        {LOCALES.map((locale) => (
          <Menu.RadioItem
            key={locale}
            value={locale}
            lang={locale}
            onChange={() => startTransition(() => setLocale(locale))}
          >
            {LOCALE_NAMES[locale]}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}
