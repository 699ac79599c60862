import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { PersonNamesPage } from '../../contract/teams.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';

/** The first people whom a search finds: for a field that chooses one. */
export function usePersonNames(search: string) {
  return useQuery({
    queryKey: ['person-names', search],
    queryFn: ({ signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.personNames, { q: search }),
        answer: PersonNamesPage,
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}
