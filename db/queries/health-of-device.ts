import {
  BEHIND_AFTER,
  type DeviceHealth,
  FRAME_STALE_AFTER,
  HELD_FOR,
  SILENT_AFTER,
} from '@workcompanion/core/fleet/device-health';
import { type SQL, sql } from 'drizzle-orm';
import { devices } from '../schema/devices.ts';
import { formatUtcMicros } from '../schema/utc-micros.ts';

/**
 * What `deviceHealth` of core says, said by the database: for lists of one health among fifty thousand
 * devices. Their test holds the two together.
 */
export function healthOfDevice(now: number): SQL<DeviceHealth> {
  const ago = (micros: number) => sql`${formatUtcMicros(now - micros)}::timestamptz`;
  // Told when it was last seen: it does not grow older until it is heard again.
  const before = (micros: number) =>
    sql`${devices.lastSeenAt} - ${micros} * interval '1 microsecond'`;
  const offset = sql`coalesce(${devices.clockOffset}, 0) * interval '1 microsecond'`;
  const isRecording = sql`${devices.state} = 'recording'`;
  return sql<DeviceHealth>`case
    when ${devices.retiredAt} is not null then 'retired'
    when ${devices.revokedAt} is not null then 'revoked'
    when ${devices.lastSeenAt} is null or ${devices.lastSeenAt} < ${ago(SILENT_AFTER)} then 'silent'
    when jsonb_array_length(${devices.parked}) > 0
      or ${devices.uploadsHeldAt} > ${ago(HELD_FOR)}
      or ${isRecording} and jsonb_array_length(${devices.pictureProblems}) > 0
      or ${devices.state} in ('capture-failed', 'disk-full')
      or ${devices.journalEnd} > ${devices.journalNext} and ${devices.backlogSegments} = 0
      or ${isRecording} and ${devices.lastFrameAt} + ${offset} < ${before(FRAME_STALE_AFTER)}
      then 'attention'
    when ${devices.state} = 'paused' then 'paused'
    when ${devices.state} is distinct from 'recording' then 'idle'
    when ${devices.backlogOldest} + ${offset} < ${before(BEHIND_AFTER)} then 'behind'
    else 'live' end`;
}
