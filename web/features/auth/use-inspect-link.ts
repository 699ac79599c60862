import { useQuery } from '@tanstack/react-query';
import { InspectedLink } from '../../contract/account-links.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

/** Whose link it is. `not-found`: it does not work any more. By POST, so that no log keeps the token. */
export function useInspectLink(token: string) {
  return useQuery({
    queryKey: ['account-link', token],
    queryFn: ({ signal }) =>
      portalRequest(
        { path: PORTAL_ROUTES.inspectLink, answer: InspectedLink, body: { token }, signal },
        'POST',
      ),
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
