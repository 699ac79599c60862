import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ExplainHistory } from '../../contract/integrity.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

export function useExplainHistory() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ExplainHistory) =>
      portalRequest<void>({ path: PORTAL_ROUTES.explainHistory, answer: null, body }, 'POST'),
    onSuccess: () => {
      // Also its alarm elsewhere.
      for (const queryKey of [['integrity'], ['overview'], ['devices']])
        void client.invalidateQueries({ queryKey });
    },
  });
}
