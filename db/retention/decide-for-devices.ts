import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Db, Tx } from '../client.ts';
import { DAY, type DeletionDecision, decideDeletion, type LiveKey } from './decide-deletion.ts';
import type { OwnedDevice } from './device-pages.ts';
import { holdsOfDevices } from './holds-of-devices.ts';
import { keysOfDevices } from './keys-of-devices.ts';
import { type RulesInForce, ruleOf } from './rules-in-force.ts';

export interface DeviceDecision<R> extends DeletionDecision<LiveKey> {
  readonly device: OwnedDevice;
  readonly rule: R;
}

/** What may go of each device at `now`; those without anything expired are left out. */
export async function decideForDevices<R extends { readonly days: number | null }>(
  db: Db | Tx,
  {
    devices,
    rules,
    now,
  }: {
    readonly devices: readonly OwnedDevice[];
    readonly rules: RulesInForce<R>;
    readonly now: UtcMicros;
  },
): Promise<DeviceDecision<R>[]> {
  const shortest = Math.min(...[...rules.values()].map(({ days }) => days ?? Infinity));
  if (!Number.isFinite(shortest) || devices.length === 0) return [];
  const ids = devices.map(({ id }) => id);
  const keys = await keysOfDevices(db, ids, now - shortest * DAY);
  const holds = await holdsOfDevices(db, ids, now);
  return devices.flatMap((device) => {
    const rule = ruleOf(rules, device.teamId);
    if (rule === null) return [];
    const decision = decideDeletion({
      keys: keys.get(device.id) ?? [],
      holds: holds.get(device.id) ?? [],
      days: rule.days,
      now,
    });
    const isEmpty = decision.destroy.length + decision.held.length === 0;
    return isEmpty ? [] : [{ ...decision, device, rule }];
  });
}
