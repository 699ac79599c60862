import { useDebouncedValue } from '@mantine/hooks';
import {
  type Icon,
  IconAdjustmentsHorizontal,
  IconBriefcase,
  IconCalendarEvent,
  IconDeviceDesktop,
  IconUser,
  IconUserCog,
} from '@tabler/icons-react';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { CASE_ROUTES } from '../../contract/cases.ts';
import { DEVICE_ROUTES } from '../../contract/devices.ts';
import { PEOPLE_ROUTES } from '../../contract/people.ts';
import { POLICY_ROUTES } from '../../contract/policies.ts';
import type { Me } from '../../contract/session.ts';
import { USER_ROUTES } from '../../contract/users.ts';
import { useRoute } from '../api/use-route.ts';
import { useDates } from '../format/use-dates.ts';
import { useNow } from '../format/use-now.ts';
import { readDayWords } from './day-words.ts';
import { matches, namedFirst } from './matches.ts';
import type { PaletteAction } from './palette-actions.ts';
import { useGoTo } from './use-go-to.ts';

const SEARCH_AFTER_MS = 200;
const MOST_PEOPLE = 6;
const MOST_OTHERS = 4;

export interface FoundActions {
  readonly isSearching: boolean;
  readonly actions: PaletteAction[];
}

/** What is typed, once somebody pauses. */
export function useSearchWords(query: string): string {
  return useDebouncedValue(query.trim(), SEARCH_AFTER_MS)[0];
}

interface FoundItem {
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly href: string;
}

function useFoundActions(
  query: { readonly isFetching: boolean },
  Icon: Icon,
  items: readonly FoundItem[] = [],
): FoundActions {
  const goTo = useGoTo();
  return {
    isSearching: query.isFetching,
    actions: items.map(({ id, label, description, href }) => ({
      id,
      label,
      ...(description !== undefined && { description }),
      Icon,
      run: () => goTo(href),
    })),
  };
}

/** People by name, login or computer: searched on the server, which knows whom the account may list. */
export function usePersonActions(me: Me, search: string): FoundActions {
  const enabled = search !== '' && me.rightsOverSome.includes('list');
  const query = useRoute(PEOPLE_ROUTES.listPersonNames, { q: search }, { enabled });
  const items = enabled ? namedFirst(search, query.data?.items ?? []).slice(0, MOST_PEOPLE) : [];
  return useFoundActions(
    query,
    IconUser,
    items.map(({ id, name, team }) => ({
      id: `person:${id}`,
      label: name,
      description: team?.name,
      href: `/people/${id}`,
    })),
  );
}

/** Days of people: "mia yesterday 14:30"; without a name, of the person who is on screen. */
export function useDayActions(me: Me, search: string): FoundActions {
  const t = useTranslations('palette');
  const { day } = useDates();
  const now = useNow();
  const onScreen = /^\/people\/([^/]+)/.exec(usePathname())?.[1];
  const said = now === null ? null : readDayWords(search, localDateOf(now));
  const rest = said?.rest ?? '';
  const isWanted = said !== null && me.rightsOverSome.includes('list');
  const enabled = isWanted && rest !== '';
  const query = useRoute(PEOPLE_ROUTES.listPersonNames, { q: rest }, { enabled });
  const found = enabled ? namedFirst(rest, query.data?.items ?? []).slice(0, MOST_PEOPLE) : [];
  const people =
    isWanted && rest === '' && onScreen !== undefined
      ? [{ id: onScreen, name: t('personOnScreen') }]
      : found;
  return useFoundActions(
    query,
    IconCalendarEvent,
    said === null
      ? []
      : people.map(({ id, name }) => ({
          id: `day:${id}`,
          label: name,
          description: [day(Date.parse(said.date) * 1000), said.time].filter(Boolean).join(', '),
          href: `/people/${id}/${said.date}${said.time === null ? '' : `?t=${said.time}`}`,
        })),
  );
}

/** By the clock of whoever looks. */
function localDateOf(micros: number): string {
  return new Date(micros / 1000).toLocaleDateString('sv');
}

export function useCaseActions(me: Me, search: string): FoundActions {
  const enabled =
    search !== '' && me.rights.some((right) => right === 'export' || right === 'audit');
  const query = useRoute(CASE_ROUTES.listCases, { q: search, limit: MOST_OTHERS }, { enabled });
  return useFoundActions(
    query,
    IconBriefcase,
    enabled
      ? query.data?.items.map(({ id, title }) => ({
          id: `case:${id}`,
          label: title,
          href: `/cases/${id}`,
        }))
      : [],
  );
}

export function useDeviceActions(me: Me, search: string): FoundActions {
  const enabled = search !== '' && me.rights.includes('devices');
  const query = useRoute(DEVICE_ROUTES.listDevices, { q: search, limit: MOST_OTHERS }, { enabled });
  return useFoundActions(
    query,
    IconDeviceDesktop,
    enabled
      ? query.data?.items.map(({ id, hostname, person }) => ({
          id: `device:${id}`,
          label: hostname,
          description: person.name,
          href: `/devices?device=${id}`,
        }))
      : [],
  );
}

export function useAccountActions(me: Me, search: string): FoundActions {
  const enabled = search !== '' && me.rights.includes('users');
  const query = useRoute(USER_ROUTES.listUsers, { q: search, limit: MOST_OTHERS }, { enabled });
  return useFoundActions(
    query,
    IconUserCog,
    enabled
      ? query.data?.items.map(({ id, name, email }) => ({
          id: `account:${id}`,
          label: name,
          description: email,
          href: `/users?user=${id}`,
        }))
      : [],
  );
}

/** There are few: the first page is searched here. */
export function usePolicyActions(me: Me, search: string): FoundActions {
  const enabled = search !== '' && me.rights.includes('list');
  const query = useRoute(POLICY_ROUTES.listPolicies, {}, { enabled });
  const found = query.data?.items.filter(({ version, name }) =>
    matches(search, [name, String(version)]),
  );
  return useFoundActions(
    query,
    IconAdjustmentsHorizontal,
    enabled
      ? found?.slice(0, MOST_OTHERS).map(({ version, name }) => ({
          id: `policy:${version}`,
          label: name === '' ? String(version) : name,
          href: `/policies?policy=${version}`,
        }))
      : [],
  );
}
