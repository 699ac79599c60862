import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  type Icon,
  IconDeviceLaptop,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
  IconUser,
  IconUserCircle,
} from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { leaveBy } from '../../components/leaving/guard.ts';
import { PEOPLE_ROUTES } from '../../contract/people.ts';
import type { Me } from '../../contract/session.ts';
import { LOCALE_NAMES, LOCALES } from '../../i18n/locales.ts';
import { setLocale } from '../../i18n/set-locale.ts';
import { requestSignOut } from '../api/request-sign-out.ts';
import { useRoute } from '../api/use-route.ts';
import { pagesOf } from '../shell/pages.ts';

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

const SEARCH_AFTER_MS = 200;

const MOST_PEOPLE = 6;

interface FoundPeople {
  readonly isSearching: boolean;
  readonly actions: PaletteAction[];
}

const SCHEMES = [
  { scheme: 'light', key: 'light', Icon: IconSun },
  { scheme: 'dark', key: 'dark', Icon: IconMoon },
  { scheme: 'auto', key: 'system', Icon: IconDeviceLaptop },
] as const;

/** The pages that the account may open. Found by their address as well, in any language. */
export function usePageActions(me: Me): PaletteAction[] {
  const t = useTranslations('shell');
  const router = useRouter();
  const own = { href: '/account', key: 'accountSettings', Icon: IconUserCircle } as const;
  return [...pagesOf(me), own].map(({ href, key, Icon }) => ({
    id: href,
    label: t(key),
    Icon,
    keywords: [href],
    run: () => leaveBy(() => router.push(href)),
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

/** People by name, login or computer: searched on the server, which knows whom the account may list. */
export function usePersonActions(me: Me, query: string): FoundPeople {
  const router = useRouter();
  const [search] = useDebouncedValue(query.trim(), SEARCH_AFTER_MS);
  const isWanted = search !== '' && me.rightsOverSome.includes('list');
  const { data, isFetching } = useRoute(
    PEOPLE_ROUTES.listPersonNames,
    { q: search },
    { enabled: isWanted },
  );
  const found = isWanted ? (data?.items ?? []) : [];
  return {
    isSearching: isWanted && isFetching,
    actions: found.slice(0, MOST_PEOPLE).map(({ id, name, team }) => ({
      id: `person:${id}`,
      label: name,
      ...(team === null ? {} : { description: team.name }),
      Icon: IconUser,
      run: () => leaveBy(() => router.push(`/people/${id}`)),
    })),
  };
}
