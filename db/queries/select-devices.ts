import { eq, getTableColumns } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { deviceStates } from '../schema/device-states.ts';
import { devices } from '../schema/devices.ts';

const { deviceId: _, ...STATE } = getTableColumns(deviceStates);

/** What is known of a device, as one row. */
export const DEVICE_ROW = { ...getTableColumns(devices), ...STATE };

export type DeviceRow = Awaited<ReturnType<typeof selectDevices>>[number];

/** Devices with their states, for the caller to narrow. */
export function selectDevices(db: Db | Tx) {
  return db
    .select(DEVICE_ROW)
    .from(devices)
    .innerJoin(deviceStates, eq(deviceStates.deviceId, devices.id));
}
