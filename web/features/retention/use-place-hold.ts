import { useMutation, useQueryClient } from '@tanstack/react-query';
import { HoldPlaced, type PlaceHold } from '../../contract/holds.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { RETENTION_KEY } from './use-retention.ts';

export function usePlaceHold() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PlaceHold) =>
      portalRequest({ path: PORTAL_ROUTES.holds, answer: HoldPlaced, body }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: RETENTION_KEY }),
  });
}
