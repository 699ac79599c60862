import { hourOf } from '@workcompanion/core/footage/thumbnail-pack';
import { type DeviceId, idLowerBound } from '@workcompanion/core/ids';
import { MAX_SEGMENT } from '@workcompanion/db/queries/span-joint';
import { thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import { thumbnailQueue } from '@workcompanion/db/schema/thumbnail-queue';
import { and, eq, gte, lt, sql } from 'drizzle-orm';
import { removeThumbnails } from './remove-thumbnails.ts';
import type { ThumbnailContext } from './store-thumbnails.ts';

export interface ThumbnailStretch {
  readonly deviceId: DeviceId;
  /** UTC µs, half-open. */
  readonly from: number;
  readonly to: number;
}

/**
 * Deletes the thumbnails of every segment of a device that overlaps the stretch, and sees to it that
 * none is made any more. May run twice. Returns how many thumbnails there were.
 */
export async function deleteThumbnailsOfStretch(
  ctx: ThumbnailContext,
  stretch: ThumbnailStretch,
): Promise<number> {
  await unqueueStretch(ctx.db, stretch);
  const packs = await ctx.db
    .select()
    .from(thumbnailPacks)
    .where(
      and(
        eq(thumbnailPacks.deviceId, stretch.deviceId),
        gte(thumbnailPacks.hour, hourOf(stretch.from - MAX_SEGMENT)),
        lt(thumbnailPacks.hour, stretch.to),
      ),
    );
  let removed = 0;
  for (const pack of packs) {
    removed += await removeThumbnails(
      ctx,
      pack,
      ({ startsAt, duration }) => startsAt < stretch.to && startsAt + duration > stretch.from,
    );
  }
  return removed;
}

async function unqueueStretch(
  db: ThumbnailContext['db'],
  { deviceId, from, to }: ThumbnailStretch,
): Promise<void> {
  const first = idLowerBound((from - MAX_SEGMENT) / 1000);
  const last = idLowerBound(to / 1000 + 1);
  await db.delete(thumbnailQueue).where(
    sql`segment_id >= ${first}::uuid and segment_id < ${last}::uuid and segment_id in (
      select id from segments
      where id >= ${first}::uuid and id < ${last}::uuid and device_id = ${deviceId}
        and starts_at < ${sql.param(to, thumbnailPacks.hour)}
        and starts_at + duration * interval '1 microsecond' > ${sql.param(from, thumbnailPacks.hour)})`,
  );
}
