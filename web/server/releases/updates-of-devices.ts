import type { DeviceId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { deviceUpdates } from '@workcompanion/db/schema/releases';
import { desc, eq, inArray } from 'drizzle-orm';
import type { DeviceUpdate } from '../../contract/devices.ts';
import { offeredRelease } from './offered-release.ts';
import { openReleases } from './release-offered-to.ts';

/** Who updates each device, to what, and what became of the last release it had to do with. */
export async function updatesOfDevices(
  db: Db,
  ids: readonly DeviceId[],
): Promise<ReadonlyMap<DeviceId, DeviceUpdate>> {
  if (ids.length === 0) return new Map();
  const open = await openReleases(db);
  const found = await db
    .select({
      id: devices.id,
      team: people.teamId,
      running: devices.recorderVersion,
      by: devices.updatesBy,
    })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(inArray(devices.id, [...ids]));
  const updates = await db
    .select()
    .from(deviceUpdates)
    .where(inArray(deviceUpdates.deviceId, [...ids]))
    .orderBy(desc(deviceUpdates.changedAt), desc(deviceUpdates.offeredAt));
  const byDevice = Map.groupBy(updates, ({ deviceId }) => deviceId);
  return new Map(
    found.map((device) => {
      const own = byDevice.get(device.id) ?? [];
      const tried = new Map(own.map(({ version, state }) => [version, state]));
      const target = device.by === 'portal' ? offeredRelease(open, device, tried) : null;
      const [last] = own;
      return [
        device.id,
        {
          by: device.by,
          target: target?.version ?? null,
          last:
            last === undefined
              ? null
              : { version: last.version, state: last.state, code: last.code, at: last.changedAt },
        },
      ];
    }),
  );
}
