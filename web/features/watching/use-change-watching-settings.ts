import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import type { WatchingSettings } from '../../contract/watching.ts';
import { portalRequest } from '../api/portal-request.ts';
import { WATCHING_SETTINGS_KEY } from './use-watching-settings.ts';

export function useChangeWatchingSettings() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: WatchingSettings) =>
      portalRequest<void>({ path: PORTAL_ROUTES.watchingSettings, answer: null, body }, 'POST'),
    onSuccess: () => void queries.invalidateQueries({ queryKey: WATCHING_SETTINGS_KEY }),
  });
}
