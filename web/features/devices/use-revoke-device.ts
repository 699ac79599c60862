import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import type { DeviceId } from '@workcompanion/core/ids';
import type { DevicesPage } from '../../contract/devices.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { DEVICES_KEY } from './use-devices.ts';

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
    mutationFn: (id: DeviceId) =>
      portalRequest<void>({ path: PORTAL_ROUTES.revokeDevice(id), answer: null }, 'POST'),
    onMutate: async (id) => {
      await client.cancelQueries({ queryKey: DEVICES_KEY });
      const before = client.getQueriesData<Devices>({ queryKey: DEVICES_KEY });
      client.setQueriesData<Devices>({ queryKey: DEVICES_KEY }, (devices) =>
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
