import { useQuery } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { Webhooks } from '../../contract/webhooks.ts';
import { portalRequest } from '../api/portal-request.ts';

const REFRESH_MS = 3_000;
export const WEBHOOKS_KEY = ['webhooks'] as const;

/** How the last delivery of each went, as it goes. */
export function useWebhooks() {
  return useQuery({
    queryKey: WEBHOOKS_KEY,
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.webhooks, answer: Webhooks, signal }),
    refetchInterval: REFRESH_MS,
  });
}
