import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { PeoplePage } from '../../contract/people.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

const REFRESH_MS = 10_000;

/** People by name, page by page, with their present day; only those whom `search` finds. */
export function usePeople(search: string) {
  return useInfiniteQuery({
    queryKey: ['people', search],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({ path: pathOf(search, pageParam), answer: PeoplePage, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
}

function pathOf(search: string, cursor: string | null): string {
  const query = new URLSearchParams();
  if (search !== '') query.set('q', search);
  if (cursor !== null) query.set('cursor', cursor);
  return query.size === 0 ? PORTAL_ROUTES.people : `${PORTAL_ROUTES.people}?${query}`;
}
