import { keepPreviousData } from '@tanstack/react-query';
import { PEOPLE_ROUTES, type PersonSort } from '../../contract/people.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { refreshAfter } from '../lists/refresh-after.ts';

const REFRESH_MS = 10_000;

/** People, page by page, with their present day; only those whom `search` finds. */
export function usePeople(search: string, sort: PersonSort) {
  return useRoutePages(
    PEOPLE_ROUTES.listPeople,
    { q: search, sort },
    { refetchInterval: refreshAfter(REFRESH_MS), placeholderData: keepPreviousData },
  );
}
