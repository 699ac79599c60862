import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReleaseHold } from '../../contract/holds.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { CASES_KEY } from '../cases/use-cases.ts';
import { RETENTION_KEY } from './use-retention.ts';

export function useReleaseHold() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ReleaseHold) =>
      portalRequest<void>({ path: PORTAL_ROUTES.releaseHold, answer: null, body }, 'POST'),
    onSuccess: () => {
      for (const queryKey of [RETENTION_KEY, CASES_KEY])
        void client.invalidateQueries({ queryKey });
    },
  });
}
