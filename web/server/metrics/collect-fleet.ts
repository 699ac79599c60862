import { DeviceHealth } from '@workcompanion/core/fleet/device-health';
import { healthOfDevice } from '@workcompanion/db/queries/health-of-device';
import { devices } from '@workcompanion/db/schema/devices';
import { count, isNull, sql, sum } from 'drizzle-orm';
import { Gauge, Registry } from 'prom-client';
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
    .select({
      health: healthOfDevice(now()),
      count: count(),
      bytes: sum(devices.backlogBytes).mapWith(Number),
      segments: sum(devices.backlogSegments).mapWith(Number),
    })
    .from(devices)
    .where(isNull(devices.revokedAt))
    .groupBy(sql`1`);
  for (const each of inUse) {
    byHealth.set({ health: each.health }, each.count);
    backlogBytes.inc(each.bytes);
    backlogSegments.inc(each.segments);
  }
  return registry;
}
