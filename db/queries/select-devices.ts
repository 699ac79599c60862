import type { DeviceId } from '@workcompanion/core/ids';
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

/** Also a revoked one: the caller decides what that means. */
export async function findDevice(db: Db | Tx, id: DeviceId): Promise<DeviceRow | null> {
  const [row] = await selectDevices(db).where(eq(devices.id, id));
  return row ?? null;
}
