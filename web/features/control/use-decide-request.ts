import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DecideControlRequest, OneControlRequest } from '../../contract/control.ts';
import { LinkAnswer } from '../../contract/control.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

/** What was agreed to may be anything: all that is shown is read anew. The link is kept in no cache. */
export function useDecideRequest() {
  const client = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: (body: DecideControlRequest) =>
      portalRequest({ path: PORTAL_ROUTES.decideControlRequest, answer: LinkAnswer, body }, 'POST'),
    onSettled: () => void client.invalidateQueries(),
  });
}

export function useWithdrawRequest() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: OneControlRequest) =>
      portalRequest<void>(
        { path: PORTAL_ROUTES.withdrawControlRequest, answer: null, body },
        'POST',
      ),
    onSettled: () => void client.invalidateQueries(),
  });
}
