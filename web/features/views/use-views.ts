import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { type ViewSort, ViewsPage } from '../../contract/views.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';

/** Ids and UTC µs; '' for all. */
export interface ViewFilters {
  readonly person: string;
  readonly user: string;
  readonly from: string;
  readonly to: string;
}

/** What was watched, page by page. */
export function useViews(filters: ViewFilters, sort: ViewSort) {
  return useInfiniteQuery({
    queryKey: ['views', filters, sort],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.views, { ...filters, sort, cursor: pageParam }),
        answer: ViewsPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}
