import { useMutation, useQueryClient } from '@tanstack/react-query';
import { DeletionRequestChoice, type RequestDeletion } from '../../contract/retention.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { RETENTION_KEY } from './use-retention.ts';

export function useRequestDeletion() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RequestDeletion) =>
      portalRequest(
        { path: PORTAL_ROUTES.deletionRequests, answer: DeletionRequestChoice, body },
        'POST',
      ),
    // Not waited for: figures that are worked out anew would keep the dialog open.
    onSettled: () => void client.invalidateQueries({ queryKey: RETENTION_KEY }),
  });
}
