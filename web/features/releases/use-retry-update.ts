import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RetryUpdate } from '../../contract/releases.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { useTellOutcome } from '../errors/use-tell-outcome.ts';
import { RELEASES_KEY } from './use-releases.ts';

export function useRetryUpdate(done: string) {
  const client = useQueryClient();
  const { onDone, onError } = useTellOutcome(done);
  return useMutation({
    mutationFn: (body: RetryUpdate) =>
      portalRequest<void>({ path: PORTAL_ROUTES.retryUpdate, body, answer: null }, 'POST'),
    onSuccess: onDone,
    onError,
    onSettled: () => void client.invalidateQueries({ queryKey: RELEASES_KEY }),
  });
}
