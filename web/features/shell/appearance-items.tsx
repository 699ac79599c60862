'use client';

import { Menu, useMantineColorScheme } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { ChoiceItem } from './choice-item.tsx';

const SCHEMES = [
  { scheme: 'light', key: 'light' },
  { scheme: 'dark', key: 'dark' },
  { scheme: 'auto', key: 'system' },
] as const;

export function AppearanceItems() {
  const t = useTranslations('shell');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label>{t('appearance')}</Menu.Label>
      {SCHEMES.map(({ scheme, key }) => (
        <ChoiceItem
          key={scheme}
          isChosen={scheme === colorScheme}
          onChoose={() => setColorScheme(scheme)}
        >
          {t(key)}
        </ChoiceItem>
      ))}
    </>
  );
}
