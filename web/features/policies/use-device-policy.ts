import { useQuery } from '@tanstack/react-query';
import type { DeviceId } from '@workcompanion/core/ids';
import { DevicePolicy } from '../../contract/policies.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

const REFRESH_MS = 5_000;

/** Why a device records as it does, also when that changes while it is shown. */
export function useDevicePolicy(device: DeviceId) {
  return useQuery({
    queryKey: ['device-policy', device],
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.devicePolicy(device), answer: DevicePolicy, signal }),
    refetchInterval: REFRESH_MS,
  });
}
