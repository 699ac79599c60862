import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { DEVICE_ROUTES, DeviceSort } from '../../contract/devices.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { refreshAfter } from '../lists/refresh-after.ts';
import { useSort } from '../lists/use-sort.ts';

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

/** The order of the list, which the table saved of it has too. */
export function useDeviceSort() {
  return useSort({ orders: DeviceSort, fallback: '-enrolled' });
}

const SETTLE_MS = 250;
const SEPARATOR = ' · ';

/** Devices to choose from, as the server finds them: a fleet is longer than a page of its list. */
export function useDeviceChoices() {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed, SETTLE_MS);
  // Once one is chosen, the field holds its label: by its first part it is found again.
  const [q = ''] = settled.split(SEPARATOR);
  const devices = useDevices({ q: q.trim(), health: '', withRetired: false });
  const items = devices.data?.pages.flatMap((page) => page.items) ?? [];
  return {
    choices: items.map(({ id, hostname, person }) => ({
      value: id,
      label: `${hostname}${SEPARATOR}${person.name}`,
    })),
    onSearch: setTyped,
  };
}
