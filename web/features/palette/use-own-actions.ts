import { useMantineColorScheme } from '@mantine/core';
import { IconDeviceLaptop, IconLanguage, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { leaveBy } from '../../components/leaving/guard.ts';
import { LOCALE_NAMES, LOCALES } from '../../i18n/locales.ts';
import { setLocale } from '../../i18n/set-locale.ts';
import { signOut } from '../api/sign-out.ts';
import type { PaletteAction } from './palette-action.ts';

const SCHEMES = [
  { scheme: 'light', key: 'light', Icon: IconSun },
  { scheme: 'dark', key: 'dark', Icon: IconMoon },
  { scheme: 'auto', key: 'system', Icon: IconDeviceLaptop },
] as const;

/** What somebody does to the portal of their own; what is in force already is left out. */
export function useOwnActions(): PaletteAction[] {
  const t = useTranslations();
  const locale = useLocale();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [, startTransition] = useTransition();
  const schemes = SCHEMES.filter(({ scheme }) => scheme !== colorScheme);
  return [
    ...schemes.map(({ scheme, key, Icon }) => ({
      id: `scheme:${scheme}`,
      label: t('palette.appearance', { name: t(`shell.${key}`) }),
      Icon,
      keywords: [scheme, 'theme'],
      run: () => setColorScheme(scheme),
    })),
    ...LOCALES.filter((other) => other !== locale).map((other) => ({
      id: `locale:${other}`,
      label: t('palette.language', { name: LOCALE_NAMES[other] }),
      Icon: IconLanguage,
      keywords: [other, 'language'],
      run: () => startTransition(() => setLocale(other)),
    })),
    {
      id: 'sign-out',
      label: t('shell.signOut'),
      Icon: IconLogout,
      keywords: ['sign out', 'log out'],
      run: () => leaveBy(() => void signOut(t('shell.signOutFailed'))),
    },
  ];
}
