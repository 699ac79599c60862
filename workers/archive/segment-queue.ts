import type { ErrorCode } from '@workcompanion/core/errors';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { idLowerBound } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { OBJECT_KEY_COLUMNS, type SegmentState, segments } from '@workcompanion/db/schema/segments';
import { and, type SQL, sql } from 'drizzle-orm';
import { ClaimQueue } from '../claims/claim-queue.ts';
import type { ArchiveTask } from './archive-segment.ts';

/** A segment that this process has claimed. */
export type QueuedSegment = Pick<typeof segments.$inferSelect, keyof typeof QUEUED_COLUMNS>;

/** A claimed segment, with the circumstances of its claim. */
export interface Claimed {
  readonly segment: QueuedSegment;
  /** By `performance.now()`. */
  readonly claimedAt: number;
  readonly isUnpaced: boolean;
}

const QUEUED_COLUMNS = {
  ...OBJECT_KEY_COLUMNS,
  bytes: segments.bytes,
  crc64: segments.crc64,
  md5: segments.md5,
  attempts: segments.attempts,
  lease: segments.lease,
  lastError: segments.lastError,
};

/** The share of a lease in which claimed work must be done; another process does what is left. */
const WORK_SHARE = 0.8;

export function archiveTask(
  { segment, claimedAt, isUnpaced }: Claimed,
  { leaseMs }: { readonly leaseMs: number },
): ArchiveTask {
  const heldMs = performance.now() - claimedAt;
  return {
    key: segmentObjectKey(segment),
    size: segment.bytes,
    crc64: segment.crc64,
    md5: segment.md5,
    isFirstTry: segment.attempts === 1,
    isUnpaced,
    deadlineMs: Math.max(1, Math.floor(leaseMs * WORK_SHARE - heldMs)),
  };
}

/**
 * A condition that always holds, with the effect that this commit does not wait for the disk: waiting
 * would cost more than sending a small segment. What a crash of the database forgets is found out
 * again by looking at the archive; nothing is deleted because of a row alone.
 */
export const COMMIT_LATER = sql`set_config('synchronous_commit', 'off', true) is not null`;

export const SEGMENT_QUEUE = new ClaimQueue(segments);

/** The segment is still in `state`, and nobody has claimed it after `segment` was. */
export function isSegmentOurs(segment: QueuedSegment, state: SegmentState): SQL {
  return sql`${SEGMENT_QUEUE.isHeldBy(segment)} and ${segments.state} = ${state} and ${COMMIT_LATER}`;
}

interface SegmentClaim {
  readonly limit: number;
  readonly leaseMs: number;
}

/** The oldest hot segments that began before `beforeMs` (UTC ms). */
export async function claimSegments(
  db: Db,
  { beforeMs, ...claim }: SegmentClaim & { readonly beforeMs: number },
): Promise<QueuedSegment[]> {
  const waiting = sql`state = 'hot' and id < ${idLowerBound(beforeMs)}::uuid`;
  const claimed = await claimNext(db, claim, { waiting, order: sql`id` });
  return claimed.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Archived segments whose proof has been in the catalogue for `graceMs`: their local copy may go. */
export function claimArchived(
  db: Db,
  { graceMs, ...claim }: SegmentClaim & { readonly graceMs: number },
): Promise<QueuedSegment[]> {
  const waiting = sql`state = 'archived' and archived_at <= now() - ${graceMs} * interval '1 millisecond'`;
  return claimNext(db, claim, { waiting, order: sql`archived_at` });
}

export function claimQuarantined(db: Db, claim: SegmentClaim): Promise<QueuedSegment[]> {
  return claimNext(db, claim, { waiting: sql`state = 'quarantined'`, order: sql`id` });
}

function claimNext(
  db: Db,
  { limit, leaseMs }: SegmentClaim,
  { waiting, order }: { readonly waiting: SQL; readonly order: SQL },
): Promise<QueuedSegment[]> {
  return db
    .update(segments)
    .set(SEGMENT_QUEUE.claim(leaseMs))
    .where(and(SEGMENT_QUEUE.next({ waiting, order, limit }), COMMIT_LATER))
    .returning(QUEUED_COLUMNS);
}

export interface Release {
  readonly from: 'hot' | 'archived' | 'quarantined';
  /** Where it goes; `from` for another try. Nothing is ever deleted. */
  readonly to: 'hot' | 'archived' | 'quarantined';
  readonly afterMs: number;
  /** Null: all is well. */
  readonly error: ErrorCode | null;
}

/** Gives a claimed segment back. False when the lease was lost. */
export async function releaseSegment(
  db: Db,
  segment: QueuedSegment,
  { from, to, afterMs, error }: Release,
): Promise<boolean> {
  const released = await db
    .update(segments)
    .set({
      ...SEGMENT_QUEUE.giveBack(afterMs),
      state: to,
      lastError: error,
      // In a new state, attempts are counted anew.
      ...(to !== from && {
        attempts: null,
        archivedAt: to === 'archived' ? sql`now()` : null,
      }),
    })
    .where(isSegmentOurs(segment, from));
  return released.rowCount === 1;
}

/** Undoes the claim of a segment that nothing was tried with. */
export async function unclaim(db: Db, segment: QueuedSegment): Promise<void> {
  await db
    .update(segments)
    .set({ leaseUntil: null, attempts: sql`nullif(${segments.attempts} - 1, 0)` })
    .where(isSegmentOurs(segment, 'hot'));
}
