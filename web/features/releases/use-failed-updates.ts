import { useInfiniteQuery } from '@tanstack/react-query';
import { FailedUpdates } from '../../contract/releases.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { RELEASES_KEY } from './use-releases.ts';

/** Where a release did not work, a page at a time. */
export function useFailedUpdates(version: string) {
  return useInfiniteQuery({
    queryKey: [...RELEASES_KEY, 'failures', version],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === '' ? '' : `?cursor=${pageParam}`;
      const path = `${PORTAL_ROUTES.failedUpdates(version)}${cursor}`;
      return portalRequest({ path, answer: FailedUpdates, signal });
    },
    getNextPageParam: (page) => page.next,
  });
}
