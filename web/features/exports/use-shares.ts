import { useQuery } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { Shares } from '../../contract/shares.ts';
import { portalRequest } from '../api/portal-request.ts';
import { CASES_KEY } from '../cases/use-cases.ts';

export function useShares(id: string) {
  return useQuery({
    queryKey: [...CASES_KEY, 'shares', id],
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.exportShares(id), answer: Shares, signal }),
  });
}
