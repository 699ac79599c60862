import { useDebouncedValue } from '@mantine/hooks';
import { IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { leaveBy } from '../../components/leaving/guard.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import type { Me } from '../../contract/session.ts';
import { PersonNamesPage } from '../../contract/teams.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';
import type { PaletteAction } from './palette-action.ts';

const SEARCH_AFTER_MS = 200;
const MOST_PEOPLE = 6;

interface FoundPeople {
  readonly isSearching: boolean;
  readonly actions: PaletteAction[];
}

/** People by name, login or computer: searched on the server, which knows whom the account may list. */
export function usePersonActions(me: Me, query: string): FoundPeople {
  const router = useRouter();
  const [search] = useDebouncedValue(query.trim(), SEARCH_AFTER_MS);
  const isWanted = search !== '' && me.rightsOverSome.includes('list');
  const { data, isFetching } = useQuery({
    queryKey: ['person-names', search],
    queryFn: ({ signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.personNames, { q: search }),
        answer: PersonNamesPage,
        signal,
      }),
    enabled: isWanted,
  });
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
