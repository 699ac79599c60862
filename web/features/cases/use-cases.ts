import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type CaseSort, CasesPage } from '../../contract/cases.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';

export const CASES_KEY = ['cases'] as const;

export interface CaseFilters {
  readonly q: string;
  /** '' for all. */
  readonly state: string;
}

/** Cases page by page. */
export function useCases(filters: CaseFilters, sort: CaseSort = '-made') {
  return useInfiniteQuery({
    queryKey: [...CASES_KEY, 'list', filters, sort],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.cases, { ...filters, sort, cursor: pageParam }),
        answer: CasesPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}
