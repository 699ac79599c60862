import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RuleChoice } from '../../contract/retention.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { RETENTION_KEY } from './use-retention.ts';

export function useApproveRule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RuleChoice) =>
      portalRequest<void>({ path: PORTAL_ROUTES.approveRetentionRule, answer: null, body }, 'POST'),
    // Not waited for: the fresh list takes the row away, and with it whoever tells of the success.
    onSettled: () => void client.invalidateQueries({ queryKey: RETENTION_KEY }),
  });
}
