import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type FindingSort, FindingsPage } from '../../contract/integrity.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';

export type FindingState = 'open' | 'resolved';

export function useFindings(state: FindingState, sort: FindingSort) {
  return useInfiniteQuery({
    queryKey: ['integrity', 'findings', state, sort],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.integrityFindings, { state, sort, cursor: pageParam }),
        answer: FindingsPage,
        signal,
      }),
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
