import { useQuery } from '@tanstack/react-query';
import { DevicesPage } from '../../contract/devices.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { listPath } from '../api/list-path.ts';
import { portalRequest } from '../api/portal-request.ts';

const REFRESH_MS = 5_000;

export const DEVICE_KEY = ['device'] as const;

/** The device of a link, which may stand on no page that is loaded, or be retired. None for ''. */
export function useOneDevice(device: string) {
  return useQuery({
    // No page of the list, which is held by another key.
    queryKey: [...DEVICE_KEY, device],
    queryFn: async ({ signal }) => {
      const path = listPath(PORTAL_ROUTES.devices, { device, retired: 'with' });
      const { items } = await portalRequest({ path, answer: DevicesPage, signal });
      return items[0] ?? null;
    },
    enabled: device !== '',
    refetchInterval: REFRESH_MS,
  });
}
