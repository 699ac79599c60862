import { useInfiniteQuery } from '@tanstack/react-query';
import { PeoplePage } from '../../contract/people.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { pagePath } from '../api/page-path.ts';
import { portalRequest } from '../api/portal-request.ts';

const REFRESH_MS = 10_000;

/** All people page by page, by name, with their present day. */
export function usePeople() {
  return useInfiniteQuery({
    queryKey: ['people'],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: pagePath(PORTAL_ROUTES.people, pageParam),
        answer: PeoplePage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: REFRESH_MS,
  });
}
