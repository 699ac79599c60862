import { useInfiniteQuery } from '@tanstack/react-query';
import { DeletionsPage } from '../../contract/retention.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { pagePath } from '../api/page-path.ts';
import { portalRequest } from '../api/portal-request.ts';
import { RETENTION_KEY } from './use-retention.ts';

/** Deletions come and go on by themselves. */
const FOLLOW_MS = 20_000;

export function useDeletions() {
  return useInfiniteQuery({
    queryKey: [...RETENTION_KEY, 'deletions'],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: pagePath(PORTAL_ROUTES.deletions, pageParam),
        answer: DeletionsPage,
        signal,
      }),
    refetchInterval: FOLLOW_MS,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
