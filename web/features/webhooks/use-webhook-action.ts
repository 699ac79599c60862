import { useQueryClient } from '@tanstack/react-query';
import { WEBHOOK_ROUTES } from '../../contract/webhooks.ts';
import { routeKey } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useTellOutcome } from '../errors/use-tell-outcome.ts';

const ROUTES = { test: WEBHOOK_ROUTES.testWebhook, remove: WEBHOOK_ROUTES.removeWebhook } as const;

/** `done` says that it is done: the row may be gone by then. */
export function useWebhookAction(action: keyof typeof ROUTES, done: string) {
  const client = useQueryClient();
  const { onDone, onError } = useTellOutcome(done);
  return useRouteMutation(ROUTES[action], {
    onSuccess: onDone,
    onError,
    onSettled: () =>
      void client.invalidateQueries({ queryKey: routeKey(WEBHOOK_ROUTES.listWebhooks) }),
  });
}
