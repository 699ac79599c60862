import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WithdrawPolicy } from '../../contract/policies.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { POLICIES_KEY } from './use-policies.ts';

export function useWithdrawPolicy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: WithdrawPolicy) =>
      portalRequest<void>({ path: PORTAL_ROUTES.withdrawPolicy, answer: null, body }, 'POST'),
    // Not waited for: with the fresh list goes the row that tells of the success.
    onSuccess: () => void client.invalidateQueries({ queryKey: POLICIES_KEY }),
  });
}
