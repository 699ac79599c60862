import { useQuery } from '@tanstack/react-query';
import { Releases } from '../../contract/releases.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

const REFRESH_MS = 5_000;
export const RELEASES_KEY = ['releases'] as const;

/** How far each release has come, as it goes. */
export function useReleases() {
  return useQuery({
    queryKey: RELEASES_KEY,
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.releases, answer: Releases, signal }),
    refetchInterval: REFRESH_MS,
  });
}
