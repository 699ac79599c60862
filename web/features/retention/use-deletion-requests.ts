import { useInfiniteQuery } from '@tanstack/react-query';
import { DeletionRequestsPage } from '../../contract/retention.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { pagePath } from '../api/page-path.ts';
import { portalRequest } from '../api/portal-request.ts';
import { RETENTION_KEY } from './use-retention.ts';

/** What is approved is carried out meanwhile. */
const FOLLOW_MS = 20_000;

export function useDeletionRequests() {
  return useInfiniteQuery({
    queryKey: [...RETENTION_KEY, 'deletion-requests'],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: pagePath(PORTAL_ROUTES.deletionRequests, pageParam),
        answer: DeletionRequestsPage,
        signal,
      }),
    refetchInterval: FOLLOW_MS,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
