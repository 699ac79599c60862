import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { PeoplePage, type PersonSort } from '../../contract/people.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';
import { refreshAfter } from '../lists/refresh-after.ts';

const REFRESH_MS = 10_000;

/** People, page by page, with their present day; only those whom `search` finds. */
export function usePeople(search: string, sort: PersonSort) {
  return useInfiniteQuery({
    queryKey: ['people', search, sort],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.people, { q: search, sort, cursor: pageParam }),
        answer: PeoplePage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: refreshAfter(REFRESH_MS),
    placeholderData: keepPreviousData,
  });
}
