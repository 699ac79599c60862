import { idLowerBound } from '@workcompanion/core/ids';
import { and, inArray, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { thumbnailQueue } from '../schema/thumbnail-packs.ts';
import type { PackWindow } from './read-thumbnail-packs.ts';
import { MAX_SEGMENT } from './span-joint.ts';

/** Somebody looks at the window: workers make what is missing there, however few they make by themselves. */
export async function wantThumbnails(db: Db, { deviceIds, from, to }: PackWindow): Promise<void> {
  if (deviceIds.length === 0) return;
  const first = idLowerBound((from - MAX_SEGMENT) / 1000);
  const last = idLowerBound(to / 1000);
  await db
    .update(thumbnailQueue)
    .set({ isWanted: true })
    .where(
      and(
        inArray(thumbnailQueue.deviceId, [...deviceIds]),
        sql`segment_id >= ${first}::uuid and segment_id < ${last}::uuid and not is_wanted`,
      ),
    );
}
