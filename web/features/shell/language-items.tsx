'use client';

import { Menu } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { LOCALE_NAMES, LOCALES } from '../../i18n/locales.ts';
import { setLocale } from '../../i18n/set-locale.ts';
import { ChoiceItem } from './choice-item.tsx';

export function LanguageItems() {
  const t = useTranslations('shell');
  const current = useLocale();
  const [, startTransition] = useTransition();
  return (
    <>
      <Menu.Label>{t('language')}</Menu.Label>
      {LOCALES.map((locale) => (
        <ChoiceItem
          key={locale}
          lang={locale}
          isChosen={locale === current}
          onChoose={() => startTransition(() => setLocale(locale))}
        >
          {LOCALE_NAMES[locale]}
        </ChoiceItem>
      ))}
    </>
  );
}
