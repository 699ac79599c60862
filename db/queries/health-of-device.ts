import {
  BEHIND_AFTER,
  type DeviceHealth,
  FRAME_STALE_AFTER,
  HELD_FOR,
  SILENT_AFTER,
} from '@workcompanion/core/fleet/device-health';
import { type SQL, sql } from 'drizzle-orm';
import { deviceStates } from '../schema/device-states.ts';
import { devices } from '../schema/devices.ts';
import { formatUtcMicros } from '../schema/utc-micros.ts';

/**
 * What `deviceHealth` of core says, said by the database: for lists of one health among fifty thousand
 * devices. Their test holds the two together.
 */
export function healthOfDevice(now: number): SQL<DeviceHealth> {
  return sql<DeviceHealth>`case
    when ${devices.retiredAt} is not null then 'retired'
    when ${devices.revokedAt} is not null then 'revoked'
    else ${healthOfState(now)} end`;
}

/** The same for a device in use, by its state alone. */
export function healthOfState(now: number): SQL<DeviceHealth> {
  const ago = (micros: number) => sql`${formatUtcMicros(now - micros)}::timestamptz`;
  // Told when it was last seen: it does not grow older until it is heard again.
  const before = (micros: number) =>
    sql`${deviceStates.lastSeenAt} - ${micros} * interval '1 microsecond'`;
  const offset = sql`coalesce(${deviceStates.clockOffset}, 0) * interval '1 microsecond'`;
  const isRecording = sql`${deviceStates.state} = 'recording'`;
  return sql<DeviceHealth>`case
    when ${deviceStates.lastSeenAt} is null or ${deviceStates.lastSeenAt} < ${ago(SILENT_AFTER)} then 'silent'
    when jsonb_array_length(${deviceStates.parked}) > 0
      or ${deviceStates.uploadsHeldAt} > ${ago(HELD_FOR)}
      or ${isRecording} and jsonb_array_length(${deviceStates.pictureProblems}) > 0
      or ${deviceStates.state} in ('capture-failed', 'disk-full')
      or ${deviceStates.journalEnd} > ${deviceStates.journalNext} and ${deviceStates.backlogSegments} = 0
      or ${isRecording} and ${deviceStates.lastFrameAt} + ${offset} < ${before(FRAME_STALE_AFTER)}
      then 'attention'
    when ${deviceStates.state} = 'paused' then 'paused'
    when ${deviceStates.state} is distinct from 'recording' then 'idle'
    when ${deviceStates.backlogOldest} + ${offset} < ${before(BEHIND_AFTER)} then 'behind'
    else 'live' end`;
}
