import { idTimeMs, type SegmentId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { thumbnailQueue } from '../schema/thumbnail-packs.ts';

export interface ThumbnailBacklog {
  /** Segments without a thumbnail that are to get one. */
  readonly waiting: number;
  /** The beginning of the oldest of them, UTC ms; null when none waits. */
  readonly oldestMs: number | null;
}

/** How far behind the workers are with thumbnails. */
export async function thumbnailBacklog(db: Db): Promise<ThumbnailBacklog> {
  const [row] = await db
    .select({
      waiting: sql<number>`count(*)`.mapWith(Number),
      oldest: sql<SegmentId | null>`(select segment_id from ${thumbnailQueue} order by segment_id limit 1)`,
    })
    .from(thumbnailQueue);
  const oldest = row?.oldest ?? null;
  return { waiting: row?.waiting ?? 0, oldestMs: oldest === null ? null : idTimeMs(oldest) };
}
