import type { PersonId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Db, Tx } from '../client.ts';
import {
  type DeletionDecision,
  decideDeletion,
  type FootageStretch,
  type LiveKey,
} from './decide-deletion.ts';
import { devicesOfPerson, type OwnedDevice } from './device-pages.ts';
import { holdsOfDevices } from './holds-of-devices.ts';
import { keysWithFootage } from './keys-with-footage.ts';

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
