import { deviceHealth } from '@workcompanion/core/fleet/device-health';
import { DEVICE_SIGNS } from '@workcompanion/db/queries/device-signs';
import { devices } from '@workcompanion/db/schema/devices';
import { isNull } from 'drizzle-orm';
import { Gauge, Registry } from 'prom-client';
import { DeviceHealth } from '../../contract/devices.ts';
import type { ServerContext } from '../context.ts';

/** Devices that are in use, by their health, and what waits on them. */
export async function collectFleet({ db, now }: ServerContext): Promise<Registry> {
  const registry = new Registry();
  const registers = [registry];
  const byHealth = new Gauge({
    name: 'workcompanion_devices',
    help: 'Devices in use by health.',
    labelNames: ['health'],
    registers,
  });
  const backlogBytes = new Gauge({
    name: 'workcompanion_device_backlog_bytes',
    help: 'Bytes that wait on devices, as these said last.',
    registers,
  });
  const backlogSegments = new Gauge({
    name: 'workcompanion_device_backlog_segments',
    help: 'Segments that wait on devices, as these said last.',
    registers,
  });
  for (const health of DeviceHealth.options) {
    if (health !== 'revoked' && health !== 'retired') byHealth.set({ health }, 0);
  }
  const inUse = await db
    .select({ ...DEVICE_SIGNS, backlogBytes: devices.backlogBytes })
    .from(devices)
    .where(isNull(devices.revokedAt));
  for (const device of inUse) {
    byHealth.inc({ health: deviceHealth(device, now()) });
    backlogBytes.inc(device.backlogBytes);
    backlogSegments.inc(device.backlogSegments);
  }
  return registry;
}
