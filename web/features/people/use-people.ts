import { keepPreviousData } from '@tanstack/react-query';
import { PEOPLE_ROUTES, PersonSort } from '../../contract/people.ts';
import { useRoute } from '../api/use-route.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { refreshAfter } from '../lists/refresh-after.ts';
import { useSort } from '../lists/use-sort.ts';

const REFRESH_MS = 10_000;

/** People, page by page, with their present day; only those whom `search` finds. */
export function usePeople(search: string, sort: PersonSort) {
  return useRoutePages(
    PEOPLE_ROUTES.listPeople,
    { q: search, sort },
    { refetchInterval: refreshAfter(REFRESH_MS), placeholderData: keepPreviousData },
  );
}

/** The order of people, which their count is told from too. */
export function usePersonSort() {
  return useSort({ orders: PersonSort, fallback: 'person' });
}

/** The first people whom a search finds: for a field that chooses one. */
export function usePersonNames(search: string) {
  return useRoute(
    PEOPLE_ROUTES.listPersonNames,
    { q: search },
    { placeholderData: keepPreviousData },
  );
}
