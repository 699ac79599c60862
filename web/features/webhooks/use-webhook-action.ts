import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import type { OneWebhook } from '../../contract/webhooks.ts';
import { portalRequest } from '../api/portal-request.ts';
import { WEBHOOKS_KEY } from './use-webhooks.ts';

const PATHS = { test: PORTAL_ROUTES.testWebhook, remove: PORTAL_ROUTES.removeWebhook } as const;

export function useWebhookAction(action: keyof typeof PATHS) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: OneWebhook) =>
      portalRequest<void>({ path: PATHS[action], body, answer: null }, 'POST'),
    onSettled: () => client.invalidateQueries({ queryKey: WEBHOOKS_KEY }),
  });
}
