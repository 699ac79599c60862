import type { DeviceId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { and, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { dataKeys } from '../schema/data-keys.ts';
import { devices } from '../schema/devices.ts';
import { holds } from '../schema/holds.ts';
import { formatUtcMicros } from '../schema/utc-micros.ts';
import {
  DAY,
  type DeletionDecision,
  decideDeletion,
  type HeldStretch,
  type LiveKey,
} from './decide-deletion.ts';
import type { OwnedDevice } from './device-pages.ts';
import { type RulesInForce, ruleOf } from './rules-in-force.ts';

export interface DeviceDeletionDecision<R> extends DeletionDecision<LiveKey> {
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
): Promise<DeviceDeletionDecision<R>[]> {
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

/** The holds in force at `now`, for the devices themselves and for the people they are of. */
export async function holdsOfDevices(
  db: Db | Tx,
  ids: readonly DeviceId[],
  now: UtcMicros,
): Promise<ReadonlyMap<DeviceId, readonly HeldStretch[]>> {
  const rows = await db
    .select({
      deviceId: devices.id,
      id: holds.id,
      footageFrom: holds.footageFrom,
      footageTo: holds.footageTo,
    })
    .from(devices)
    .innerJoin(holds, or(eq(holds.deviceId, devices.id), eq(holds.personId, devices.personId)))
    .where(
      and(
        inArray(devices.id, [...ids]),
        isNull(holds.releasedAt),
        or(isNull(holds.expiresAt), gt(holds.expiresAt, now)),
      ),
    );
  return Map.groupBy(rows, ({ deviceId }) => deviceId);
}
