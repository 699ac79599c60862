import type { DeviceId } from '@workcompanion/core/ids';
import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { devices } from '../schema/devices.ts';
import { type DeviceRow, selectDevices } from './select-devices.ts';

/** Also a revoked one: the caller decides what that means. */
export async function findDevice(db: Db | Tx, id: DeviceId): Promise<DeviceRow | null> {
  const [row] = await selectDevices(db).where(eq(devices.id, id));
  return row ?? null;
}
