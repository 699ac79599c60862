import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import type { ChangeWebhook } from '../../contract/webhooks.ts';
import { portalRequest } from '../api/portal-request.ts';
import { WEBHOOKS_KEY } from './use-webhooks.ts';

export function useChangeWebhook() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ChangeWebhook) =>
      portalRequest<void>({ path: PORTAL_ROUTES.changeWebhook, body, answer: null }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: WEBHOOKS_KEY }),
  });
}
