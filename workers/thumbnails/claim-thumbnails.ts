import { type DeviceId, idLowerBound, type SegmentId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { OBJECT_KEY_COLUMNS, segments } from '@workcompanion/db/schema/segments';
import { thumbnailQueue } from '@workcompanion/db/schema/thumbnail-packs';
import { inArray, type SQL, sql } from 'drizzle-orm';
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

/** Which thumbnails are made without anybody asking: all, those of the last hours, or none. */
export const THUMBNAIL_MODES = ['all', 'newest', 'on-demand'] as const;
export type ThumbnailMode = (typeof THUMBNAIL_MODES)[number];

export interface ThumbnailClaim {
  readonly limit: number;
  readonly leaseMs: number;
  readonly mode: ThumbnailMode;
  /** UTC µs. */
  readonly now: number;
}

/** What `newest` means. */
const NEWEST_MS = 2 * 3_600_000;

/**
 * One process's way through the queue: device after device, so that the backlog of one holds up no
 * other, and of each the newest first, so that whoever watches today finds thumbnails of today. Where
 * it has come to is of no weight: another process, or this one anew, begins anywhere.
 */
export class ThumbnailClaims {
  /** The next round begins behind it. */
  #last: DeviceId | null = null;

  /** Segments that nobody works on, now ours for `leaseMs`. Those that are gone leave the queue. */
  async next(db: Db, claim: ThumbnailClaim): Promise<QueuedThumbnail[]> {
    const waiting = isDue(claim);
    const devices = await nextDevices(db, waiting, { after: this.#last, limit: claim.limit });
    if (devices.length === 0) return [];
    this.#last = devices.at(-1) ?? null;
    const claimed = await take(db, { ...claim, waiting, devices });
    return claimed.length === 0 ? [] : await withSegments(db, claimed);
  }
}

/** Written like the indexes of the queue, so that they serve it. */
function isDue({ mode, now }: ThumbnailClaim): SQL {
  const free = sql`(not_before is null or not_before <= now())
    and (lease_until is null or lease_until < now())`;
  if (mode === 'all') return free;
  if (mode === 'on-demand') return sql`is_wanted and ${free}`;
  const newest = idLowerBound(now / 1000 - NEWEST_MS);
  return sql`(is_wanted or segment_id >= ${newest}::uuid) and ${free}`;
}

interface Round {
  readonly after: DeviceId | null;
  readonly limit: number;
}

/** Devices with waiting segments, those behind `after` first, by one look into the index for each. */
async function nextDevices(db: Db, waiting: SQL, { after, limit }: Round): Promise<DeviceId[]> {
  const behind = after === null ? [] : await devicesBehind(db, waiting, { after, limit });
  if (behind.length === limit) return behind;
  const all = await devicesBehind(db, waiting, { after: null, limit: limit - behind.length });
  return [...new Set([...behind, ...all])];
}

async function devicesBehind(db: Db, waiting: SQL, { after, limit }: Round): Promise<DeviceId[]> {
  const { rows } = await db.execute<{ device: DeviceId }>(sql`
    with recursive turn(device, place) as (
      select (select device_id from ${thumbnailQueue}
        where device_id > ${after ?? FIRST_ID}::uuid and ${waiting} order by device_id limit 1), 1
      union all
      select (select device_id from ${thumbnailQueue}
        where device_id > turn.device and ${waiting} order by device_id limit 1), place + 1
      from turn where turn.device is not null and place < ${limit}
    )
    select device from turn where device is not null order by place`);
  return rows.map(({ device }) => device);
}

const FIRST_ID = idLowerBound(0);

interface Taking extends ThumbnailClaim {
  readonly waiting: SQL;
  readonly devices: readonly DeviceId[];
}

interface Taken {
  readonly id: SegmentId;
  readonly attempts: number;
  readonly lease: number;
}

/** As many of each device, so that all together are about `limit`. */
async function take(
  db: Db,
  { limit, leaseMs, waiting, devices }: Taking,
): Promise<readonly Taken[]> {
  const each = Math.ceil(limit / devices.length);
  return await db
    .update(thumbnailQueue)
    .set(THUMBNAIL_QUEUE.claim(leaseMs))
    .where(
      sql`${thumbnailQueue.segmentId} = any(array(
        select newest.segment_id from unnest(${sql.param(devices)}::uuid[]) as device(id)
        cross join lateral (
          select segment_id from ${thumbnailQueue}
          where device_id = device.id and ${waiting}
          order by segment_id desc limit ${each} for update skip locked) newest
        limit ${limit}))`,
    )
    .returning({
      id: sql<SegmentId>`${thumbnailQueue.segmentId}`,
      attempts: thumbnailQueue.attempts,
      lease: thumbnailQueue.lease,
    });
}

async function withSegments(db: Db, claimed: readonly Taken[]): Promise<QueuedThumbnail[]> {
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

const FIRST_RETRY_MS = 60_000;

/** The segment waits for another attempt: 1 minute, then 2, 4 and 8. */
export async function putOffThumbnail(db: Db, segment: QueuedThumbnail): Promise<void> {
  await db
    .update(thumbnailQueue)
    .set(THUMBNAIL_QUEUE.giveBack(FIRST_RETRY_MS * 2 ** (segment.attempts - 1)))
    .where(THUMBNAIL_QUEUE.isHeldBy(segment));
}
