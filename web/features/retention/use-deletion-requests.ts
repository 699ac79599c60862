import { useInfiniteQuery } from '@tanstack/react-query';
import { DeletionRequestsPage } from '../../contract/retention.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { pagePath } from '../api/page-path.ts';
import { portalRequest } from '../api/portal-request.ts';
import { RETENTION_KEY } from './use-retention.ts';

export function useDeletionRequests() {
  return useInfiniteQuery({
    queryKey: [...RETENTION_KEY, 'deletion-requests'],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: pagePath(PORTAL_ROUTES.deletionRequests, pageParam),
        answer: DeletionRequestsPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
