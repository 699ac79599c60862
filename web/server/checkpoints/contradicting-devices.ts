import type { DeviceId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { checkpointContradictions } from '@workcompanion/db/schema/checkpoint-contradictions';

/** Those that keep another history than this server tells: mostly none, or all that were there. */
export async function contradictingDevices(db: Db): Promise<ReadonlySet<DeviceId>> {
  const rows = await db
    .selectDistinct({ id: checkpointContradictions.deviceId })
    .from(checkpointContradictions);
  return new Set(rows.map(({ id }) => id));
}
