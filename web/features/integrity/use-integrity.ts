import { useQuery } from '@tanstack/react-query';
import { IntegrityOverview } from '../../contract/integrity.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

const REFRESH_MS = 30_000;

export function useIntegrity() {
  return useQuery({
    queryKey: ['integrity', 'overview'],
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.integrity, answer: IntegrityOverview, signal }),
    refetchInterval: REFRESH_MS,
  });
}
