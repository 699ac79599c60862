import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { AuditPage } from '../../contract/audit.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';
import { type AuditFilters, auditQuery } from './audit-filters.ts';

export const AUDIT_KEY = ['audit'] as const;

/** The log page by page, the latest first. */
export function useAudit(filters: AuditFilters) {
  return useInfiniteQuery({
    queryKey: [...AUDIT_KEY, filters],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.audit, { ...auditQuery(filters), cursor: pageParam }),
        answer: AuditPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}
