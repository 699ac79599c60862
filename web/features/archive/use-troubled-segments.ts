import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import {
  TroubledSegmentsPage,
  type TroubleKind,
  type TroubleSort,
} from '../../contract/archive.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';
import { refreshAfter } from '../lists/refresh-after.ts';
import { ARCHIVE_KEY } from './use-archive-status.ts';

const REFRESH_MS = 15_000;

/** Recordings that did not get into the archive, page by page. */
export function useTroubledSegments(kind: TroubleKind, sort: TroubleSort) {
  return useInfiniteQuery({
    queryKey: [...ARCHIVE_KEY, 'segments', kind, sort],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.archiveSegments, { kind, sort, cursor: pageParam }),
        answer: TroubledSegmentsPage,
        signal,
      }),
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: refreshAfter(REFRESH_MS),
  });
}
