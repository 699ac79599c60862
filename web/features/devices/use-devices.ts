import { useInfiniteQuery } from '@tanstack/react-query';
import { DevicesPage } from '../../contract/devices.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { pagePath } from '../api/page-path.ts';
import { portalRequest } from '../api/portal-request.ts';

const REFRESH_MS = 5_000;
export const DEVICES_KEY = ['devices'] as const;

/** Devices page by page, the newest first, with their live health. */
export function useDevices() {
  return useInfiniteQuery({
    queryKey: DEVICES_KEY,
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: pagePath(PORTAL_ROUTES.devices, pageParam),
        answer: DevicesPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: REFRESH_MS,
  });
}
