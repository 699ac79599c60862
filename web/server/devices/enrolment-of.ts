import type { DeviceRow } from '@workcompanion/db/queries/find-device';
import type { DeviceEnrolment } from '../../contract/devices.ts';

/** Where a device came from: its address as we saw it, all else by its own word. */
export function enrolmentOf({ host, enrolment, approval }: DeviceRow): DeviceEnrolment {
  const { userName, serialNumber, platform, macAddresses } = host;
  return {
    userName,
    serialNumber,
    platform,
    macAddresses,
    address: enrolment?.address ?? null,
    tokenLabel: enrolment?.tokenLabel ?? null,
    wasApproved: approval === 'approved' && enrolment?.claim != null,
  };
}
