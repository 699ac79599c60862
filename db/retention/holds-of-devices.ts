import type { DeviceId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { and, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { devices } from '../schema/devices.ts';
import { holds } from '../schema/holds.ts';
import type { HeldStretch } from './decide-deletion.ts';

/** The holds in force at `now`, for the devices themselves and for the people they are of. */
export async function holdsOfDevices(
  db: Db | Tx,
  ids: readonly DeviceId[],
  now: UtcMicros,
): Promise<ReadonlyMap<DeviceId, readonly HeldStretch[]>> {
  const rows = await db
    .select({
      deviceId: devices.id,
      id: holds.id,
      footageFrom: holds.footageFrom,
      footageTo: holds.footageTo,
    })
    .from(devices)
    .innerJoin(holds, or(eq(holds.deviceId, devices.id), eq(holds.personId, devices.personId)))
    .where(
      and(
        inArray(devices.id, [...ids]),
        isNull(holds.releasedAt),
        or(isNull(holds.expiresAt), gt(holds.expiresAt, now)),
      ),
    );
  return Map.groupBy(rows, ({ deviceId }) => deviceId);
}
