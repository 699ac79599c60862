import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DeviceId } from '@workcompanion/core/ids';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { DEVICES_KEY } from './use-devices.ts';
import { DEVICE_KEY } from './use-one-device.ts';

export function useRetireDevice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: DeviceId) =>
      portalRequest<void>({ path: PORTAL_ROUTES.retireDevice(id), answer: null }, 'POST'),
    onSettled: () => {
      for (const queryKey of [DEVICES_KEY, DEVICE_KEY]) void client.invalidateQueries({ queryKey });
    },
  });
}
