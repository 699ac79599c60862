import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { type AddWebhook, WebhookAdded } from '../../contract/webhooks.ts';
import { portalRequest } from '../api/portal-request.ts';
import { WEBHOOKS_KEY } from './use-webhooks.ts';

/** The answer holds the secret, this once. It is kept in no cache. */
export function useAddWebhook() {
  const client = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: (body: AddWebhook) =>
      portalRequest({ path: PORTAL_ROUTES.webhooks, answer: WebhookAdded, body }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: WEBHOOKS_KEY }),
  });
}
