import { useQuery } from '@tanstack/react-query';
import { Overview } from '../../contract/overview.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

const REFRESH_MS = 15_000;

export function useOverview() {
  return useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.overview, answer: Overview, signal }),
    refetchInterval: REFRESH_MS,
  });
}
