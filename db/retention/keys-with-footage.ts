import type { DeviceId } from '@workcompanion/core/ids';
import { idLowerBound } from '@workcompanion/core/ids';
import { asc, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { MAX_SEGMENT } from '../queries/span-joint.ts';
import { dataKeys } from '../schema/data-keys.ts';
import { formatUtcMicros } from '../schema/utc-micros.ts';
import type { FootageStretch, LiveKey } from './decide-deletion.ts';

/**
 * The keys of a device, not destroyed, that have encrypted footage of the stretch; oldest first. Arrays,
 * not joins: else the planner would rather read whole months of segments.
 */
export async function keysWithFootage(
  db: Db | Tx,
  device: DeviceId,
  { from, to }: FootageStretch,
): Promise<LiveKey[]> {
  const at = (micros: number) => sql`${formatUtcMicros(micros)}::timestamptz`;
  return await db
    .select({ id: dataKeys.id, windowFrom: dataKeys.windowFrom, windowTo: dataKeys.windowTo })
    .from(dataKeys)
    .where(
      sql`destroyed_at is null and ${dataKeys.id} = any(array(
        select distinct key_id from segments
        where recording_id = any(array(
            select distinct recording_id from spans where device_id = ${device}
              and starts_at >= ${at(from)} - interval '24 hours' and starts_at < ${at(to)}
              and ends_at > ${at(from)}))
          and id >= ${idLowerBound((from - MAX_SEGMENT) / 1000)}::uuid
          and id < ${idLowerBound(to / 1000 + 1)}::uuid
          and starts_at < ${at(to)}
          and starts_at + duration * interval '1 microsecond' > ${at(from)}))`,
    )
    .orderBy(asc(dataKeys.windowFrom), asc(dataKeys.id));
}
