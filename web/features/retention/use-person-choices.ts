import { useQuery } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { PersonNamesPage } from '../../contract/teams.ts';
import { portalRequest } from '../api/portal-request.ts';

/** The first people whose name matches, to choose one from. */
export function usePersonChoices(search: string) {
  return useQuery({
    queryKey: ['person-choices', search],
    queryFn: ({ signal }) =>
      portalRequest({
        path: `${PORTAL_ROUTES.personNames}?${new URLSearchParams({ q: search })}`,
        answer: PersonNamesPage,
        signal,
      }),
  });
}
