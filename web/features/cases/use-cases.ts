import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { CasesPage } from '../../contract/cases.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';

export const CASES_KEY = ['cases'] as const;

export interface CaseFilters {
  readonly q: string;
  /** '' for all. */
  readonly state: string;
}

/** Cases page by page, the latest first. */
export function useCases(filters: CaseFilters) {
  return useInfiniteQuery({
    queryKey: [...CASES_KEY, 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.cases, { ...filters, cursor: pageParam }),
        answer: CasesPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}
