import type { DeviceId, PersonId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { readThumbnailPacks } from '@workcompanion/db/queries/read-thumbnail-packs';
import type { PersonNow } from '../../contract/home.ts';
import { isWithinReach, type Reach } from '../auth/reach/reach.ts';

/** µs: an older picture tells nothing of the present. */
const LATEST = 2 * 3_600_000_000;

interface Viewed {
  readonly id: PersonId;
  readonly devices: readonly DeviceId[];
  /** What of the footage is old enough for whoever asks. */
  readonly told: Reach;
}

/** Where each person's latest picture of the last two hours is, for those who have one; no image. */
export async function latestPictures(
  db: Db,
  people: readonly Viewed[],
  now: number,
): Promise<ReadonlyMap<PersonId, NonNullable<PersonNow['picture']>>> {
  const packs = await readThumbnailPacks(db, {
    deviceIds: people.flatMap(({ devices }) => devices),
    from: now - LATEST,
    to: now,
  });
  const byDevice = Map.groupBy(packs, ({ deviceId }) => deviceId);
  const found = new Map<PersonId, NonNullable<PersonNow['picture']>>();
  for (const { id, devices, told } of people) {
    const pictures = devices
      .flatMap((device) => byDevice.get(device) ?? [])
      .flatMap(({ deviceId: device, display, entries }) =>
        entries
          .filter(({ size }) => size > 0)
          .map(({ startsAt: from, duration }) => ({ device, display, from, to: from + duration })),
      )
      .filter((picture) => isWithinReach(told, picture));
    const latest = pictures.toSorted((left, right) => right.from - left.from)[0];
    if (latest !== undefined) found.set(id, latest);
  }
  return found;
}
