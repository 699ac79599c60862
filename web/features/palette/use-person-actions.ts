import { useDebouncedValue } from '@mantine/hooks';
import { IconUser } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { leaveBy } from '../../components/leaving/guard.ts';
import { PEOPLE_ROUTES } from '../../contract/people.ts';
import type { Me } from '../../contract/session.ts';
import { useRoute } from '../api/use-route.ts';
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
