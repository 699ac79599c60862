import type { DeviceId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { asc, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { dataKeys } from '../schema/data-keys.ts';
import { formatUtcMicros } from '../schema/utc-micros.ts';
import type { LiveKey } from './decide-deletion.ts';

/** The keys that are not destroyed and whose window ended before, oldest first. */
export async function keysOfDevices(
  db: Db | Tx,
  ids: readonly DeviceId[],
  before: UtcMicros,
): Promise<ReadonlyMap<DeviceId, readonly LiveKey[]>> {
  const rows = await db
    .select({
      deviceId: dataKeys.deviceId,
      id: dataKeys.id,
      windowFrom: dataKeys.windowFrom,
      windowTo: dataKeys.windowTo,
    })
    .from(dataKeys)
    .where(
      sql`device_id = any(${sql.param([...ids])}::uuid[]) and destroyed_at is null
        and window_to <= ${formatUtcMicros(before)}`,
    )
    .orderBy(asc(dataKeys.windowFrom), asc(dataKeys.id));
  return Map.groupBy(rows, ({ deviceId }) => deviceId);
}
