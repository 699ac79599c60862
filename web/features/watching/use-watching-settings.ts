import { useQuery } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { WatchingSettings } from '../../contract/watching.ts';
import { portalRequest } from '../api/portal-request.ts';

export const WATCHING_SETTINGS_KEY = ['watching-settings'] as const;

/** Who is asked why they watch. */
export function useWatchingSettings() {
  return useQuery({
    queryKey: WATCHING_SETTINGS_KEY,
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.watchingSettings, answer: WatchingSettings, signal }),
  });
}
