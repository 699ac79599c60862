import { useInfiniteQuery } from '@tanstack/react-query';
import { PoliciesPage } from '../../contract/policies.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { pagePath } from '../api/page-path.ts';
import { portalRequest } from '../api/portal-request.ts';

export const POLICIES_KEY = ['policies'] as const;

/** Versions page by page, the newest first; the first page tells what is in force. */
export function usePolicies() {
  return useInfiniteQuery({
    queryKey: POLICIES_KEY,
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: pagePath(PORTAL_ROUTES.policies, pageParam),
        answer: PoliciesPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
