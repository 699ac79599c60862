import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import type { DeviceId } from '@workcompanion/core/ids';
import { DEVICE_ROUTES, type DevicesPage } from '../../contract/devices.ts';
import { callRoute } from '../api/call-route.ts';
import { routeKey } from '../api/use-route.ts';

const DEVICES_KEY = routeKey(DEVICE_ROUTES.listDevices);
/** Not the one device of a link, which is no list of pages. */
const PAGES_KEY = [...DEVICES_KEY, 'pages'];

type Devices = InfiniteData<DevicesPage, string | null>;

function markRevoked(devices: Devices | undefined, id: DeviceId): Devices | undefined {
  return (
    devices && {
      ...devices,
      pages: devices.pages.map((page) => ({
        ...page,
        items: page.items.map((item) =>
          item.id === id ? { ...item, health: 'revoked' as const } : item,
        ),
      })),
    }
  );
}

/** Shown as revoked at once; taken back if the server refuses. */
export function useRevokeDevice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (device: DeviceId) => callRoute(DEVICE_ROUTES.revokeDevice, { device }),
    onMutate: async (id) => {
      await client.cancelQueries({ queryKey: DEVICES_KEY });
      const before = client.getQueriesData<Devices>({ queryKey: PAGES_KEY });
      client.setQueriesData<Devices>({ queryKey: PAGES_KEY }, (devices) =>
        markRevoked(devices, id),
      );
      return { before };
    },
    onError: (_error, _id, context) => {
      for (const [key, devices] of context?.before ?? []) client.setQueryData(key, devices);
    },
    onSettled: () => void client.invalidateQueries({ queryKey: DEVICES_KEY }),
  });
}
