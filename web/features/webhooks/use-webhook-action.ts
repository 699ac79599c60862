import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import type { OneWebhook } from '../../contract/webhooks.ts';
import { portalRequest } from '../api/portal-request.ts';
import { useTellOutcome } from '../errors/use-tell-outcome.ts';
import { WEBHOOKS_KEY } from './use-webhooks.ts';

const PATHS = { test: PORTAL_ROUTES.testWebhook, remove: PORTAL_ROUTES.removeWebhook } as const;

/** `done` says that it is done: the row may be gone by then. */
export function useWebhookAction(action: keyof typeof PATHS, done: string) {
  const client = useQueryClient();
  const { onDone, onError } = useTellOutcome(done);
  return useMutation({
    mutationFn: (body: OneWebhook) =>
      portalRequest<void>({ path: PATHS[action], body, answer: null }, 'POST'),
    onSuccess: onDone,
    onError,
    onSettled: () => void client.invalidateQueries({ queryKey: WEBHOOKS_KEY }),
  });
}
