import { useQuery } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { SettingsInForce } from '../../contract/settings.ts';
import { portalRequest } from '../api/portal-request.ts';

/** Workers come and go. */
const REFRESH_MS = 10_000;

export function useSettings() {
  return useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.settings, answer: SettingsInForce, signal }),
    refetchInterval: REFRESH_MS,
  });
}
