import type { DeviceId } from '@workcompanion/core/ids';
import { isExplained } from '@workcompanion/db/checkpoints/is-explained';
import type { Db } from '@workcompanion/db/client';
import { checkpointContradictions } from '@workcompanion/db/schema/checkpoint-contradictions';
import { not } from 'drizzle-orm';

/**
 * Those that keep another history than this server tells, and nobody has said why: mostly none, or
 * all that were there.
 */
export async function contradictingDevices(db: Db): Promise<ReadonlySet<DeviceId>> {
  const rows = await db
    .selectDistinct({ id: checkpointContradictions.deviceId })
    .from(checkpointContradictions)
    .where(not(isExplained));
  return new Set(rows.map(({ id }) => id));
}
