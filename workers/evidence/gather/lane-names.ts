import type { DeviceId } from '@workcompanion/core/ids';

interface NamedDevice {
  readonly id: DeviceId;
  readonly host: { readonly hostname: string };
}

/**
 * How a video calls a display: by its own name, and with the computer's where the person has several in
 * the clip; of a second device of that name (a computer that was enrolled anew) "DESK-7 (2)".
 */
export function laneNames(
  devices: readonly NamedDevice[],
): (device: DeviceId, display: string) => string {
  if (devices.length < 2) return (_, display) => display;
  const computers = new Map<DeviceId, string>();
  const counts = new Map<string, number>();
  for (const { id, host } of devices) {
    const count = (counts.get(host.hostname) ?? 0) + 1;
    counts.set(host.hostname, count);
    computers.set(id, count === 1 ? host.hostname : `${host.hostname} (${count})`);
  }
  return (device, display) => `${computers.get(device) ?? device} · ${display}`;
}
