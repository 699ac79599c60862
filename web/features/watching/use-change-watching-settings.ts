import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Acted } from '../../contract/control.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import type { ChangeWatchingSettings } from '../../contract/watching.ts';
import { portalRequest } from '../api/portal-request.ts';
import { WATCHING_SETTINGS_KEY } from './use-watching-settings.ts';

export function useChangeWatchingSettings() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ChangeWatchingSettings) =>
      portalRequest({ path: PORTAL_ROUTES.watchingSettings, answer: Acted, body }, 'POST'),
    onSuccess: () => void queries.invalidateQueries({ queryKey: WATCHING_SETTINGS_KEY }),
  });
}
