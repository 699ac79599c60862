import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { type MakeShare, ShareMade } from '../../contract/shares.ts';
import { portalRequest } from '../api/portal-request.ts';
import { CASES_KEY } from '../cases/use-cases.ts';

/** The answer holds link and passcode, this once. It is kept in no cache. */
export function useMakeShare() {
  const client = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: (body: MakeShare) =>
      portalRequest({ path: PORTAL_ROUTES.shares, answer: ShareMade, body }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: CASES_KEY }),
  });
}
