import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type DeletionRequestSort, DeletionRequestsPage } from '../../contract/retention.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';
import { refreshAfter } from '../lists/refresh-after.ts';
import { RETENTION_KEY } from './use-retention.ts';

/** What is approved is carried out meanwhile. */
const FOLLOW_MS = 20_000;

export function useDeletionRequests(sort: DeletionRequestSort) {
  return useInfiniteQuery({
    queryKey: [...RETENTION_KEY, 'deletion-requests', sort],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.deletionRequests, { sort, cursor: pageParam }),
        answer: DeletionRequestsPage,
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: refreshAfter(FOLLOW_MS),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
