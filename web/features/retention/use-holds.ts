import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type HoldSort, HoldsPage } from '../../contract/holds.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';
import { RETENTION_KEY } from './use-retention.ts';

export function useHolds(sort: HoldSort) {
  return useInfiniteQuery({
    queryKey: [...RETENTION_KEY, 'holds', sort],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.holds, { sort, cursor: pageParam }),
        answer: HoldsPage,
        signal,
      }),
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
