import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { MergeDevices } from '../../contract/devices.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { DEVICES_KEY } from './use-devices.ts';
import { DEVICE_KEY } from './use-one-device.ts';

export function useMergeDevices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: MergeDevices) =>
      portalRequest<void>({ path: PORTAL_ROUTES.mergeDevices, body: wish, answer: null }, 'POST'),
    onSettled: () => {
      for (const queryKey of [DEVICES_KEY, DEVICE_KEY]) void client.invalidateQueries({ queryKey });
    },
  });
}
