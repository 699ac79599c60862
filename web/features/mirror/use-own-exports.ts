import { useInfiniteQuery } from '@tanstack/react-query';
import { OwnExportsPage } from '../../contract/mirror.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { pagePath } from '../api/page-path.ts';
import { portalRequest } from '../api/portal-request.ts';

/** Packages of the own footage, page by page. */
export function useOwnExports() {
  return useInfiniteQuery({
    queryKey: ['mirror', 'exports'],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: pagePath(PORTAL_ROUTES.ownExports, pageParam),
        answer: OwnExportsPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
