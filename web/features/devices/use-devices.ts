import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type DeviceSort, DevicesPage } from '../../contract/devices.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';
import { refreshAfter } from '../lists/refresh-after.ts';

const REFRESH_MS = 5_000;
export const DEVICES_KEY = ['devices'] as const;

export interface DeviceFilters {
  readonly q: string;
  /** '': any. */
  readonly health: string;
  readonly withRetired: boolean;
}

/** Devices page by page, with their live health; retired ones where asked for. */
export function useDevices(
  { q, health, withRetired }: DeviceFilters,
  sort: DeviceSort = '-enrolled',
) {
  return useInfiniteQuery({
    queryKey: [...DEVICES_KEY, { q, health, withRetired, sort }],
    queryFn: ({ pageParam, signal }) =>
      portalRequest({
        path: listPath(PORTAL_ROUTES.devices, {
          cursor: pageParam,
          q,
          health,
          sort,
          retired: withRetired ? 'with' : null,
        }),
        answer: DevicesPage,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // While somebody types, the list stays.
    placeholderData: keepPreviousData,
    refetchInterval: refreshAfter(REFRESH_MS),
  });
}
