import { useMutation, useQueryClient } from '@tanstack/react-query';
import { QuarantinedRetried, type RetryQuarantined } from '../../contract/archive.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { ARCHIVE_KEY } from './use-archive-status.ts';

/** Takes one recording out of quarantine, or all. */
export function useRetryQuarantined() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RetryQuarantined) =>
      portalRequest(
        { path: PORTAL_ROUTES.retryQuarantined, answer: QuarantinedRetried, body },
        'POST',
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ARCHIVE_KEY }),
  });
}
