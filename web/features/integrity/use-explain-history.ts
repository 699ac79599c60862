import { useMutation, useQueryClient } from '@tanstack/react-query';
import { DEVICE_ROUTES } from '../../contract/devices.ts';
import type { ExplainHistory } from '../../contract/integrity.ts';
import { OVERVIEW_ROUTES } from '../../contract/overview.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { routeKey } from '../api/use-route.ts';

export function useExplainHistory() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ExplainHistory) =>
      portalRequest<void>({ path: PORTAL_ROUTES.explainHistory, answer: null, body }, 'POST'),
    onSuccess: () => {
      // Also its alarm elsewhere.
      const elsewhere = [OVERVIEW_ROUTES.readOverview, DEVICE_ROUTES.listDevices];
      for (const queryKey of [['integrity'], ...elsewhere.map((route) => routeKey(route))])
        void client.invalidateQueries({ queryKey });
    },
  });
}
