import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RollOutRelease } from '../../contract/releases.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { RELEASES_KEY } from './use-releases.ts';

export function useRollOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RollOutRelease) =>
      portalRequest<void>({ path: PORTAL_ROUTES.rollOutRelease, body, answer: null }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: RELEASES_KEY }),
  });
}
