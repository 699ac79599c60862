import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { AuditPage, type AuditSort } from '../../contract/audit.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';
import { type AuditFilters, auditQuery } from './audit-filters.ts';

export const AUDIT_KEY = ['audit'] as const;

/** The log page by page. */
export function useAudit(filters: AuditFilters, sort: AuditSort) {
  return useInfiniteQuery({
    queryKey: [...AUDIT_KEY, filters, sort],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.audit, { ...auditQuery(filters), sort, cursor: pageParam }),
        answer: AuditPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}
