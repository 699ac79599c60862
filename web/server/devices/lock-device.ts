import { AppError } from '@workcompanion/core/errors';
import type { DeviceId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { type DeviceRow, selectDevices } from '@workcompanion/db/queries/select-devices';
import { devices } from '@workcompanion/db/schema/devices';
import { eq } from 'drizzle-orm';

/** The device, held against other changes of it and of its state; uploads wait too. Throws `not-found`. */
export async function lockDevice(tx: Tx, id: DeviceId): Promise<DeviceRow> {
  const [row] = await selectDevices(tx).where(eq(devices.id, id)).for('no key update');
  if (!row) throw new AppError('not-found', `There is no device ${id}.`);
  return row;
}
