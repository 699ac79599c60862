import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type DeviceDecision, WaitingDevices } from '../../contract/devices.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { DEVICES_KEY } from './use-devices.ts';

const REFRESH_MS = 5_000;
const WAITING_KEY = ['waiting-devices'] as const;

export function useWaitingDevices() {
  return useQuery({
    queryKey: WAITING_KEY,
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.waitingDevices, answer: WaitingDevices, signal }),
    refetchInterval: REFRESH_MS,
  });
}

export function useDecideDevice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (decision: DeviceDecision) =>
      portalRequest<void>(
        { path: PORTAL_ROUTES.decideDevice, body: decision, answer: null },
        'POST',
      ),
    // Nobody waits for it: the device leaves the list, and whoever decided is told before that.
    onSettled: () => {
      for (const queryKey of [WAITING_KEY, DEVICES_KEY])
        void client.invalidateQueries({ queryKey });
    },
  });
}
