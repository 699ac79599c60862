import { useLocalStorage } from '@mantine/hooks';
import { z } from 'zod';
import { SESSION_ROUTES } from '../../contract/session.ts';
import { useRoute } from '../api/use-route.ts';

const KeptFilters = z.array(z.object({ name: z.string(), query: z.string() }));
type KeptFilter = z.infer<typeof KeptFilters>[number];

/** More than that nobody finds again in a menu. */
const MOST = 20;

/**
 * The filters of a page that somebody has kept, by name. They stay in the browser, apart for each account:
 * a search for a name says something of who searched.
 */
export function useKeptFilters(page: string) {
  const { data: me } = useRoute(SESSION_ROUTES.readMe, undefined, { staleTime: Infinity });
  const [filters, setFilters] = useLocalStorage<readonly KeptFilter[]>({
    key: `workcompanion-filters:${me?.id ?? ''}:${page}`,
    defaultValue: [],
    deserialize: (text) => parsed(text) ?? [],
  });
  const without = (name: string) => filters.filter((filter) => filter.name !== name);
  return {
    filters,
    /** In place of one of the same name. */
    keep: (filter: KeptFilter) => setFilters([filter, ...without(filter.name)].slice(0, MOST)),
    remove: (name: string) => setFilters(without(name)),
  };
}

function parsed(text: string | undefined): readonly KeptFilter[] | undefined {
  try {
    return KeptFilters.safeParse(JSON.parse(text ?? '[]')).data;
  } catch {
    return undefined;
  }
}
