import { idTimeMs, type SegmentId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import type { textQueue } from '../schema/text-queue.ts';
import type { thumbnailQueue } from '../schema/thumbnail-packs.ts';

export interface SegmentBacklog {
  /** Segments that wait in the queue. */
  readonly waiting: number;
  /** The beginning of the oldest of them, UTC ms; null when none waits. */
  readonly oldestMs: number | null;
}

/** How far behind the workers are with thumbnails, or with texts. */
export async function segmentBacklog(
  db: Db,
  queue: typeof thumbnailQueue | typeof textQueue,
): Promise<SegmentBacklog> {
  const [row] = await db
    .select({
      waiting: sql<number>`count(*)`.mapWith(Number),
      oldest: sql<SegmentId | null>`(select segment_id from ${queue} order by segment_id limit 1)`,
    })
    .from(queue);
  const oldest = row?.oldest ?? null;
  return { waiting: row?.waiting ?? 0, oldestMs: oldest === null ? null : idTimeMs(oldest) };
}
