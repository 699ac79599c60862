import { useMantineColorScheme } from '@mantine/core';
import {
  type Icon,
  IconAdjustmentsPlus,
  IconDeviceLaptop,
  IconFolderPlus,
  IconKey,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSettings,
  IconSun,
  IconUserCircle,
  IconUserPlus,
  IconUsersPlus,
  IconZoomScan,
} from '@tabler/icons-react';
import { useLocale, useMessages, useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { leaveBy } from '../../components/leaving/guard.ts';
import { FEWEST_LETTERS } from '../../contract/search.ts';
import type { Me } from '../../contract/session.ts';
import { LOCALE_NAMES, LOCALES } from '../../i18n/locales.ts';
import { setLocale } from '../../i18n/set-locale.ts';
import { requestSignOut } from '../api/request-sign-out.ts';
import { offerSearch } from '../search/search-run.ts';
import { SETTING_SECTIONS, stringsOf } from '../settings/sections.ts';
import { pagesOf } from '../shell/pages.ts';
import { useGoTo } from './use-go-to.ts';

/** One line of the palette. */
export interface PaletteAction {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly Icon: Icon;
  /** Found by these too. */
  readonly keywords?: readonly string[];
  readonly run: () => void;
}

/** What somebody begins, and the right that it takes. */
const BEGINNINGS = [
  { href: '/users?new=1', key: 'invite', right: 'users', Icon: IconUserPlus },
  { href: '/cases?new=1', key: 'newCase', right: 'export', Icon: IconFolderPlus },
  { href: '/devices?tab=tokens&new=1', key: 'newToken', right: 'devices', Icon: IconKey },
  { href: '/teams?new=1', key: 'newTeam', right: 'users', Icon: IconUsersPlus },
  { href: '/policies/new', key: 'newPolicy', right: 'policy', Icon: IconAdjustmentsPlus },
] as const;

const SCHEMES = [
  { scheme: 'light', key: 'light', Icon: IconSun },
  { scheme: 'dark', key: 'dark', Icon: IconMoon },
  { scheme: 'auto', key: 'system', Icon: IconDeviceLaptop },
] as const;

/** The pages that the account may open. Found by their address as well, in any language. */
export function usePageActions(me: Me): PaletteAction[] {
  const t = useTranslations('shell');
  const goTo = useGoTo();
  const own = { href: '/account', key: 'accountSettings', Icon: IconUserCircle } as const;
  return [...pagesOf(me), own].map(({ href, key, Icon }) => ({
    id: href,
    label: t(key),
    Icon,
    keywords: [href],
    run: () => goTo(href),
  }));
}

/** What is typed, looked for on screens; the words go there by memory alone, never by an address. */
export function useScreenSearchActions(me: Me, query: string): PaletteAction[] {
  const t = useTranslations('palette');
  const goTo = useGoTo();
  const words = query.trim();
  if (words.length < FEWEST_LETTERS || !me.rightsOverSome.includes('watch')) return [];
  return [
    {
      id: 'screens',
      label: t('searchScreens', { words }),
      Icon: IconZoomScan,
      run: () => {
        offerSearch({ words });
        goTo('/search');
      },
    },
  ];
}

/** The sections of the settings, found by all that stands in them. */
export function useSettingActions(me: Me): PaletteAction[] {
  const t = useTranslations('settings.sections');
  const messages = useMessages();
  const goTo = useGoTo();
  if (!me.rights.includes('system')) return [];
  return SETTING_SECTIONS.map(({ id, words }) => ({
    id: `setting:${id}`,
    label: t(id),
    Icon: IconSettings,
    keywords: stringsOf(words(messages)),
    run: () => goTo(`/settings#${id}`),
  }));
}

/** Dialogs that make something new. */
export function useBeginActions(me: Me): PaletteAction[] {
  const t = useTranslations('palette.begin');
  const goTo = useGoTo();
  return BEGINNINGS.filter(({ right }) => me.rights.includes(right)).map(({ href, key, Icon }) => ({
    id: `begin:${key}`,
    label: t(key),
    Icon,
    keywords: [href],
    run: () => goTo(href),
  }));
}

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
      run: () => leaveBy(() => void requestSignOut(t('shell.signOutFailed'))),
    },
  ];
}
