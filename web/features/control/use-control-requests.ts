import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ControlRequestsPage } from '../../contract/control.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';
import { refreshAfter } from '../lists/refresh-after.ts';
import { CONTROL_KEY } from './use-control-state.ts';

const REFRESH_MS = 30_000;

export function useControlRequests(state: 'waiting' | 'closed') {
  return useInfiniteQuery({
    queryKey: [...CONTROL_KEY, 'requests', state],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.controlRequests, { state, cursor: pageParam }),
        answer: ControlRequestsPage,
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: refreshAfter(REFRESH_MS),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
