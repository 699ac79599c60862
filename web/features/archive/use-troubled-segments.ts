import { useInfiniteQuery } from '@tanstack/react-query';
import { TroubledSegmentsPage, type TroubleKind } from '../../contract/archive.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { ARCHIVE_KEY } from './use-archive-status.ts';

const REFRESH_MS = 15_000;

/** Recordings that did not get into the archive, page by page, the oldest first. */
export function useTroubledSegments(kind: TroubleKind) {
  return useInfiniteQuery({
    queryKey: [...ARCHIVE_KEY, 'segments', kind],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ kind, ...(pageParam && { cursor: pageParam }) });
      return portalRequest({
        path: `${PORTAL_ROUTES.archiveSegments}?${query}`,
        answer: TroubledSegmentsPage,
        signal,
      });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: REFRESH_MS,
  });
}
