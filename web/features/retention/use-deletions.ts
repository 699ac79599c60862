import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type DeletionSort, DeletionsPage } from '../../contract/retention.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';
import { refreshAfter } from '../lists/refresh-after.ts';
import { RETENTION_KEY } from './use-retention.ts';

/** Deletions come and go on by themselves. */
const FOLLOW_MS = 20_000;

export function useDeletions(sort: DeletionSort) {
  return useInfiniteQuery({
    queryKey: [...RETENTION_KEY, 'deletions', sort],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.deletions, { sort, cursor: pageParam }),
        answer: DeletionsPage,
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: refreshAfter(FOLLOW_MS),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
