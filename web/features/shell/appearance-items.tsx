'use client';

import { Menu, useMantineColorScheme } from '@mantine/core';
import { useTranslations } from 'next-intl';

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
      <Menu.RadioGroup value={colorScheme}>
        {SCHEMES.map(({ scheme, key }) => (
          <Menu.RadioItem key={scheme} value={scheme} onChange={() => setColorScheme(scheme)}>
            {t(key)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}
