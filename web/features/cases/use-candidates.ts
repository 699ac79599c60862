import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { CaseCandidates } from '../../contract/cases.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';

/** Who could be a member, by part of a name. */
export function useCandidates(q: string) {
  return useQuery({
    queryKey: ['case-candidates', q],
    queryFn: ({ signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.caseCandidates, { q }),
        answer: CaseCandidates,
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}
