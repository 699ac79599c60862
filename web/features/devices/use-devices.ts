import { keepPreviousData } from '@tanstack/react-query';
import { DEVICE_ROUTES, type DeviceSort } from '../../contract/devices.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { refreshAfter } from '../lists/refresh-after.ts';

const REFRESH_MS = 5_000;

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
  return useRoutePages(
    DEVICE_ROUTES.listDevices,
    { q, health, sort, retired: withRetired ? 'with' : null },
    {
      // While somebody types, the list stays.
      placeholderData: keepPreviousData,
      refetchInterval: refreshAfter(REFRESH_MS),
    },
  );
}
