import { type DeviceId, idLowerBound, type PersonId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { asc, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { MAX_SEGMENT } from '../queries/span-joint.ts';
import { dataKeys } from '../schema/data-keys.ts';
import { formatUtcMicros } from '../schema/utc-micros.ts';
import {
  type DeletionDecision,
  decideDeletion,
  type FootageStretch,
  type LiveKey,
} from './decide-deletion.ts';
import { holdsOfDevices } from './decide-for-devices.ts';
import { devicesOfPerson, type OwnedDevice } from './device-pages.ts';

export interface RequestedStretch extends FootageStretch {
  readonly personId: PersonId;
}

export interface RequestDecision extends DeletionDecision<LiveKey> {
  readonly device: OwnedDevice;
  /** A recorder may still use them: they go when their window is over. */
  readonly inUse: readonly LiveKey[];
}

/**
 * What a request for deletion takes of each device of the person at `now`: all keys with footage in
 * its stretch, whole, for a key can't be destroyed in part; but for those that a hold touches.
 */
export async function decideRequest(
  db: Db | Tx,
  { personId, from, to }: RequestedStretch,
  now: UtcMicros,
): Promise<RequestDecision[]> {
  const devices = await devicesOfPerson(db, personId);
  if (devices.length === 0) return [];
  const ids = devices.map(({ id }) => id);
  const holds = await holdsOfDevices(db, ids, now);
  const decisions: RequestDecision[] = [];
  for (const device of devices) {
    const keys = await keysWithFootage(db, device.id, { from, to });
    const ofDevice = holds.get(device.id) ?? [];
    const decision = decideDeletion({ keys, holds: ofDevice, days: 0, now });
    const { destroy, held } = decision;
    const inUse = keys.filter((key) => !destroy.includes(key) && !held.includes(key));
    decisions.push({ device, destroy, held, inUse });
  }
  return decisions;
}

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
