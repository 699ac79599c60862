import type { SegmentId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { OBJECT_KEY_COLUMNS, segments } from '@workcompanion/db/schema/segments';
import { thumbnailQueue } from '@workcompanion/db/schema/thumbnail-queue';
import { inArray, sql } from 'drizzle-orm';
import { ClaimQueue } from '../claims/claim-queue.ts';

/** A segment whose thumbnail this process makes. */
export type QueuedThumbnail = Pick<
  typeof segments.$inferSelect,
  | keyof typeof OBJECT_KEY_COLUMNS
  | 'recordingId'
  | 'keyId'
  | 'duration'
  | 'sequence'
  | 'frames'
  | 'bytes'
  | 'plainBytes'
  | 'iv'
  | 'hasOwnKey'
> & {
  readonly attempts: number;
  /** The number of the claim. */
  readonly lease: number;
};

export const THUMBNAIL_QUEUE = new ClaimQueue({ ...thumbnailQueue, id: thumbnailQueue.segmentId });

const QUEUED_COLUMNS = {
  ...OBJECT_KEY_COLUMNS,
  recordingId: segments.recordingId,
  keyId: segments.keyId,
  duration: segments.duration,
  sequence: segments.sequence,
  frames: segments.frames,
  bytes: segments.bytes,
  plainBytes: segments.plainBytes,
  iv: segments.iv,
  hasOwnKey: segments.hasOwnKey,
};

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
  return claimed.flatMap(({ id, attempts, lease }) => {
    const row = byId.get(id);
    return row ? [{ ...row, attempts, lease }] : [];
  });
}

async function take(db: Db, { limit, leaseMs }: ThumbnailClaim) {
  return await db
    .update(thumbnailQueue)
    .set(THUMBNAIL_QUEUE.claim(leaseMs))
    .where(THUMBNAIL_QUEUE.next({ waiting: sql`true`, order: sql`segment_id desc`, limit }))
    .returning({
      id: sql<SegmentId>`${thumbnailQueue.segmentId}`,
      attempts: thumbnailQueue.attempts,
      lease: thumbnailQueue.lease,
    });
}

const FIRST_RETRY_MS = 60_000;

/** The segment waits for another attempt: 1 minute, then 2, 4 and 8. */
export async function putOffThumbnail(db: Db, segment: QueuedThumbnail): Promise<void> {
  await db
    .update(thumbnailQueue)
    .set(THUMBNAIL_QUEUE.giveBack(FIRST_RETRY_MS * 2 ** (segment.attempts - 1)))
    .where(THUMBNAIL_QUEUE.isHeldBy(segment));
}
