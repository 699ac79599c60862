import { useInfiniteQuery } from '@tanstack/react-query';
import { FindingsPage } from '../../contract/integrity.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

export type FindingState = 'open' | 'resolved';

export function useFindings(state: FindingState) {
  return useInfiniteQuery({
    queryKey: ['integrity', 'findings', state],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: `${PORTAL_ROUTES.integrityFindings}?${new URLSearchParams({
          state,
          ...(pageParam === null ? {} : { cursor: pageParam }),
        })}`,
        answer: FindingsPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
