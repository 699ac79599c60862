import type { ThumbnailEntry } from '@workcompanion/core/footage/thumbnail-entries';
import type { DeviceId } from '@workcompanion/core/ids';
import { readThumbnailPacks } from '@workcompanion/db/queries/read-thumbnail-packs';
import { wantThumbnails } from '@workcompanion/db/queries/want-thumbnails';
import type { z } from 'zod';
import type { ReadPersonDay } from '../../contract/people.ts';
import type { DayThumbnails, LaneThumbnails } from '../../contract/thumbnails.ts';
import { isWithinReach } from '../auth/reach/reach.ts';
import type { UserContext } from '../auth/user-context.ts';
import { watchedDay } from '../people/watched-day.ts';

interface LaneEntries {
  readonly device: DeviceId;
  readonly display: string;
  readonly entries: ThumbnailEntry[];
}

/** Which moments of a person's day have thumbnails for the user, and how much changed; no image. */
export async function readDayThumbnails(
  ctx: UserContext,
  day: z.infer<typeof ReadPersonDay>,
): Promise<DayThumbnails> {
  const { reach, stretch } = await watchedDay(ctx, day);
  await wantThumbnails(ctx.db, stretch);
  const lanes = new Map<string, LaneEntries>();
  for (const pack of await readThumbnailPacks(ctx.db, stretch)) {
    const { deviceId: device, display } = pack;
    const name = `${device}/${display}`;
    const lane = lanes.get(name) ?? { device, display, entries: [] };
    lane.entries.push(...pack.entries.filter((entry) => isWithinReach(reach, stretchOf(entry))));
    lanes.set(name, lane);
  }
  const { from } = stretch;
  return { from, lanes: [...lanes.values()].map((lane) => toLane(lane, from)) };
}

function stretchOf({ startsAt, duration }: ThumbnailEntry) {
  return { from: startsAt, to: startsAt + duration };
}

function toLane({ device, display, entries }: LaneEntries, from: number): LaneThumbnails {
  const sorted = entries.toSorted((a, b) => a.startsAt - b.startsAt);
  return {
    device,
    display,
    starts: sorted.map(({ startsAt }) => Math.round((startsAt - from) / 1000)),
    lasts: sorted.map(({ duration }) => Math.round(duration / 1000)),
    changes: sorted.map(({ change }) => change ?? -1),
    blank: sorted.flatMap(({ size }, index) => (size === 0 ? [index] : [])),
  };
}
