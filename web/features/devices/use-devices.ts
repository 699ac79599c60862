import { useInfiniteQuery } from '@tanstack/react-query';
import { DevicesPage } from '../../contract/devices.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';

const REFRESH_MS = 5_000;
export const DEVICES_KEY = ['devices'] as const;

/** Devices page by page, the newest first, with their live health; retired ones where asked for. */
export function useDevices({ withRetired = false }: { readonly withRetired?: boolean } = {}) {
  return useInfiniteQuery({
    queryKey: [...DEVICES_KEY, { withRetired }],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.devices, {
          cursor: pageParam,
          retired: withRetired ? 'with' : null,
        }),
        answer: DevicesPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: REFRESH_MS,
  });
}
