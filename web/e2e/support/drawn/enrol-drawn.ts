import type { PortalClient } from '../../../../scripts/processes/portal-client.ts';
import { SimulatedDevice } from '../../../../scripts/simulated-device/simulated-device.ts';

interface Wanted {
  /** Nobody else's. */
  readonly userName: string;
  readonly timeZone: string;
}

/** A person with one computer whose screens are drawn. */
export async function enrolDrawn(
  admin: PortalClient,
  portal: { readonly url: string },
  { userName, timeZone }: Wanted,
): Promise<{ readonly device: SimulatedDevice; readonly person: string }> {
  const { token } = await admin.post<{ token: string }>('/api/portal/enrolment-tokens', {
    label: 'Drawn',
    personId: null,
    expiresInHours: 1,
    maxUses: 1,
  });
  const host = { userName, hostname: 'DRAWN-1', timeZone };
  const device = await SimulatedDevice.enrol(portal.url, token, host);
  const { items } = await admin.get<{ items: { id: string }[] }>(
    `/api/portal/people?q=${encodeURIComponent(userName)}`,
  );
  return { device, person: items[0]?.id ?? '' };
}
