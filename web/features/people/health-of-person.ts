import type { DeviceHealth } from '../../contract/devices.ts';

/** What needs attention comes first, then what is going on; a computer left at home says least. */
const ORDER = [
  'attention',
  'behind',
  'live',
  'paused',
  'idle',
  'silent',
  'revoked',
  'retired',
] as const satisfies readonly DeviceHealth[];

/** One word for all computers of a person; null for somebody without any. */
export function healthOfPerson(
  devices: readonly { readonly health: DeviceHealth }[],
): DeviceHealth | null {
  return ORDER.find((health) => devices.some((device) => device.health === health)) ?? null;
}
