import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ProposeRule, RuleChoice } from '../../contract/retention.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { RETENTION_KEY } from './use-retention.ts';

export function useProposeRule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ProposeRule) =>
      portalRequest({ path: PORTAL_ROUTES.retentionRules, answer: RuleChoice, body }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: RETENTION_KEY }),
  });
}
