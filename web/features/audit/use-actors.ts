import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { AuditActors } from '../../contract/audit.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';

/** The first accounts whom a search finds. */
export function useActors(search: string) {
  return useQuery({
    queryKey: ['audit-actors', search],
    queryFn: ({ signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.auditActors, { q: search }),
        answer: AuditActors,
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}
