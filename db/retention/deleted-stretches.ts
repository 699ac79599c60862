import type { DeviceId } from '@workcompanion/core/ids';
import { idLowerBound } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import type { DayOfDevices } from '../queries/read-device-day.ts';
import { MAX_SEGMENT } from '../queries/span-joint.ts';
import { formatUtcMicros } from '../schema/utc-micros.ts';

export interface DeletedStretch {
  readonly deviceId: DeviceId;
  readonly display: string;
  readonly from: number;
  readonly to: number;
}

/** Where there was footage in [from, to) that was deleted; whole as it was recorded, by start. */
export async function deletedStretches(
  db: Db | Tx,
  day: DayOfDevices,
): Promise<readonly DeletedStretch[]> {
  // Nearly all days that are looked at have lost nothing: one look at an index tells.
  if (!(await hasDestroyedKeys(db, day))) return [];
  const { from, to } = day;
  const devices = sql.param([...day.deviceIds]);
  const { rows } = await db.execute<Record<keyof DeletedStretch, string>>(sql`
    with recordings as (
      select distinct device_id, display, recording_id from spans
      where device_id = any(${devices}::uuid[])
        and starts_at >= ${at(from)} - interval '24 hours' and starts_at < ${at(to)}
        and ends_at > ${at(from)}
    ), shredded as (
      select r.device_id, r.display, s.starts_at, s.duration, s.recording_id,
        s.sequence - row_number() over (partition by s.recording_id order by s.sequence) as island
      from recordings r join segments s on s.recording_id = r.recording_id
      where s.id >= ${idLowerBound((from - MAX_SEGMENT) / 1000)}::uuid
        and s.id < ${idLowerBound(to / 1000 + 1)}::uuid and s.state = 'shredded'
    )
    select device_id as "deviceId", display,
      (extract(epoch from min(starts_at)) * 1000000)::bigint as "from",
      (extract(epoch from max(starts_at + duration * interval '1 microsecond')) * 1000000)::bigint as "to"
    from shredded group by device_id, display, recording_id, island order by min(starts_at)`);
  return rows.map((row) => ({
    deviceId: deviceOf(day, row.deviceId),
    display: row.display,
    from: Number(row.from),
    to: Number(row.to),
  }));
}

async function hasDestroyedKeys(
  db: Db | Tx,
  { deviceIds, from, to }: DayOfDevices,
): Promise<boolean> {
  if (deviceIds.length === 0) return false;
  const { rows } = await db.execute(sql`
    select 1 from data_keys
    where device_id = any(${sql.param([...deviceIds])}::uuid[]) and destroyed_at is not null
      and window_to > ${at(from - MAX_SEGMENT)} and window_from < ${at(to + MAX_SEGMENT)} limit 1`);
  return rows.length > 0;
}

function at(micros: number) {
  return sql`${formatUtcMicros(micros)}::timestamptz`;
}

/** The id as it was asked for: what the database gives back is a plain string. */
function deviceOf({ deviceIds }: DayOfDevices, id: string): DeviceId {
  const found = deviceIds.find((each) => each === id);
  if (found === undefined) throw new TypeError(`nobody asked for device ${id}`);
  return found;
}
