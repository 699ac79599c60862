import { idLowerBound, type RecordingId, type SegmentId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { recordings } from '@workcompanion/db/schema/recordings';
import { OBJECT_KEY_COLUMNS, segments } from '@workcompanion/db/schema/segments';
import { textQueue } from '@workcompanion/db/schema/text-queue';
import { and, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm';
import { ClaimQueue } from '../claims/claim-queue.ts';

/** A segment whose text this process reads. */
export type QueuedText = Pick<
  typeof segments.$inferSelect,
  | keyof typeof OBJECT_KEY_COLUMNS
  | 'recordingId'
  | 'keyId'
  | 'duration'
  | 'sequence'
  | 'bytes'
  | 'iv'
  | 'hasOwnKey'
  | 'state'
> &
  Pick<typeof textQueue.$inferSelect, 'isWanted' | 'attempts' | 'lease'> & {
    readonly display: string;
  };

export const TEXT_QUEUE = new ClaimQueue({ ...textQueue, id: textQueue.segmentId });

const { isWanted, attempts, lease } = getTableColumns(textQueue);
const QUEUED_COLUMNS = {
  ...OBJECT_KEY_COLUMNS,
  recordingId: segments.recordingId,
  keyId: segments.keyId,
  duration: segments.duration,
  sequence: segments.sequence,
  bytes: segments.bytes,
  iv: segments.iv,
  hasOwnKey: segments.hasOwnKey,
  state: segments.state,
  display: recordings.display,
  isWanted,
  attempts,
  lease,
};

export interface TextClaim {
  readonly limit: number;
  readonly leaseMs: number;
  /** A recording waits until its first segment is so old: then there are some to read in turn; ms. */
  readonly restMs: number;
  /** UTC µs. */
  readonly now: number;
}

/**
 * One process's way through the queue: recording after recording, so that the backlog of one holds up no
 * other, and each in its order, so that what stays on the screen is read once. What somebody waits for
 * comes first. Where it has come to is of no weight: another process begins anywhere.
 */
export class TextClaims {
  /** The next turn begins behind it. */
  #last: RecordingId | null = null;

  /** Segments of one recording, now ours for `leaseMs`. Those that are gone leave the queue. */
  async next(db: Db, claim: TextClaim): Promise<QueuedText[]> {
    const newest = idLowerBound(claim.now / 1000 - claim.restMs);
    const isFree = sql`(not_before is null or not_before <= now())
      and (lease_until is null or lease_until < now())`;
    const isDue = sql`${isFree} and segment_id < ${newest}::uuid`;
    const isAsked = sql`is_wanted and ${isFree}`;
    for (const isWaiting of [isAsked, isDue]) {
      const recording =
        (await this.#find(db, isWaiting, this.#last)) ?? (await this.#find(db, isWaiting, null));
      if (recording === null) continue;
      this.#last = recording;
      return await take(db, { ...claim, recording, isFree });
    }
    return [];
  }

  async #find(db: Db, isWaiting: SQL, after: RecordingId | null): Promise<RecordingId | null> {
    const [row] = await db
      .select({ id: textQueue.recordingId })
      .from(textQueue)
      .where(sql`recording_id > ${after ?? FIRST_ID}::uuid and ${isWaiting}`)
      .orderBy(textQueue.recordingId)
      .limit(1);
    return row?.id ?? null;
  }
}

const FIRST_ID = idLowerBound(0);

interface Taking extends TextClaim {
  readonly recording: RecordingId;
  readonly isFree: SQL;
}

/** All that lies there of the recording, however young. */
async function take(db: Db, { limit, leaseMs, recording, isFree }: Taking): Promise<QueuedText[]> {
  const claimed = await db
    .update(textQueue)
    .set(TEXT_QUEUE.claim(leaseMs))
    .where(
      sql`${textQueue.segmentId} = any(array(
        select segment_id from ${textQueue} where recording_id = ${recording} and ${isFree}
        order by is_wanted desc, segment_id limit ${limit} for update skip locked))`,
    )
    .returning({ id: sql<SegmentId>`${textQueue.segmentId}` });
  const ids = claimed.map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await db
    .select(QUEUED_COLUMNS)
    .from(segments)
    .innerJoin(textQueue, eq(textQueue.segmentId, segments.id))
    .innerJoin(recordings, eq(recordings.id, segments.recordingId))
    .where(and(inArray(segments.id, ids), sql`${segments.state} <> 'shredded'`))
    .orderBy(segments.id);
  const found = new Set(rows.map(({ id }) => id));
  await dropTexts(
    db,
    ids.filter((id) => !found.has(id)),
  );
  return rows;
}

/** Nobody wants them read any more, or nobody can. */
export async function dropTexts(db: Db, ids: readonly SegmentId[]): Promise<void> {
  if (ids.length === 0) return;
  await db.delete(textQueue).where(inArray(textQueue.segmentId, [...ids]));
}

const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 3_600_000;

/** The segment waits for another attempt: 1 minute, then 2, 4 and 8. */
export async function putOffText(db: Db, segment: QueuedText): Promise<void> {
  const pause = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (segment.attempts - 1));
  await db.update(textQueue).set(TEXT_QUEUE.giveBack(pause)).where(TEXT_QUEUE.isHeldBy(segment));
}

/** What was not begun is free for others, at once. */
export async function releaseTexts(db: Db, held: readonly QueuedText[]): Promise<void> {
  if (held.length === 0) return;
  await db.update(textQueue).set({ leaseUntil: null }).where(TEXT_QUEUE.areHeldBy(held));
}

/** Keeps them ours for longer. */
export async function renewTexts(
  db: Db,
  held: readonly QueuedText[],
  leaseMs: number,
): Promise<void> {
  await db.update(textQueue).set(TEXT_QUEUE.renew(leaseMs)).where(TEXT_QUEUE.areHeldBy(held));
}
