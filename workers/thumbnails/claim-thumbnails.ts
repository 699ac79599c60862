import type { SegmentId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { segments } from '@workcompanion/db/schema/segments';
import { thumbnailQueue } from '@workcompanion/db/schema/thumbnail-queue';
import { inArray, sql } from 'drizzle-orm';
import { QUEUED_COLUMNS, type QueuedThumbnail } from './queued-thumbnail.ts';

export interface ThumbnailClaim {
  readonly limit: number;
  readonly leaseMs: number;
}

/**
 * The newest segments without a thumbnail that nobody works on, now ours for `leaseMs`: after a backlog
 * too, whoever watches today finds thumbnails of today. Those without a segment leave the queue.
 */
export async function claimThumbnails(db: Db, claim: ThumbnailClaim): Promise<QueuedThumbnail[]> {
  const claimed = await take(db, claim);
  if (claimed.length === 0) return [];
  const ids = claimed.map(({ id }) => id);
  const rows = await db.select(QUEUED_COLUMNS).from(segments).where(inArray(segments.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const gone = ids.filter((id) => !byId.has(id));
  if (gone.length > 0) {
    await db.delete(thumbnailQueue).where(inArray(thumbnailQueue.segmentId, gone));
  }
  return claimed.flatMap(({ id, attempts }) => {
    const row = byId.get(id);
    return row ? [{ ...row, attempts }] : [];
  });
}

async function take(db: Db, { limit, leaseMs }: ThumbnailClaim) {
  return await db
    .update(thumbnailQueue)
    .set({
      attempts: sql`least(${thumbnailQueue.attempts} + 1, 1000)`,
      notBefore: sql`now() + ${leaseMs} * interval '1 millisecond'`,
    })
    .where(
      sql`segment_id = any(array(
        select segment_id from thumbnail_queue where not_before is null or not_before <= now()
        order by segment_id desc limit ${limit} for update skip locked))`,
    )
    .returning({
      id: sql<SegmentId>`${thumbnailQueue.segmentId}`,
      attempts: thumbnailQueue.attempts,
    });
}
