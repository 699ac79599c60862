import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { PeopleMonth, type PersonMonthSort } from '../../contract/month.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { refreshAfter } from '../lists/refresh-after.ts';

const REFRESH_MS = 60_000;
const PAGE_SIZE = 40;

/** People, page by page, with the days of a month. */
export function usePeopleMonth(month: string, search: string, sort: PersonMonthSort) {
  return useInfiniteQuery({
    queryKey: ['people-month', month, search, sort],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(PAGE_SIZE), sort });
      if (search !== '') query.set('q', search);
      if (pageParam !== null) query.set('cursor', pageParam);
      const path = `${PORTAL_ROUTES.peopleMonth(month)}?${query}`;
      return portalRequest({ path, answer: PeopleMonth, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: refreshAfter(REFRESH_MS),
    placeholderData: keepPreviousData,
  });
}
