import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DeletionRequestChoice } from '../../contract/retention.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { RETENTION_KEY } from './use-retention.ts';

const PATHS = {
  approve: PORTAL_ROUTES.approveDeletion,
  end: PORTAL_ROUTES.endDeletionRequest,
} as const;

/** Approves a request, or ends it: refused, or taken back. */
export function useDecideDeletion(act: keyof typeof PATHS) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: DeletionRequestChoice) =>
      portalRequest<void>({ path: PATHS[act], answer: null, body }, 'POST'),
    // Not waited for: the fresh list takes the button away, and with it whoever tells of the success.
    onSettled: () => void client.invalidateQueries({ queryKey: RETENTION_KEY }),
  });
}
