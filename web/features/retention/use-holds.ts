import { useInfiniteQuery } from '@tanstack/react-query';
import { HoldsPage } from '../../contract/holds.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { pagePath } from '../api/page-path.ts';
import { portalRequest } from '../api/portal-request.ts';
import { RETENTION_KEY } from './use-retention.ts';

export function useHolds() {
  return useInfiniteQuery({
    queryKey: [...RETENTION_KEY, 'holds'],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({ path: pagePath(PORTAL_ROUTES.holds, pageParam), answer: HoldsPage, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
