import { useQuery } from '@tanstack/react-query';
import type { DeviceId } from '@workcompanion/core/ids';
import { DeviceJournal } from '../../contract/devices.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

const REFRESH_MS = 10_000;

export function useDeviceJournal(device: DeviceId) {
  return useQuery({
    queryKey: ['device-journal', device],
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.deviceJournal(device), answer: DeviceJournal, signal }),
    refetchInterval: REFRESH_MS,
  });
}
