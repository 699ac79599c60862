import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { OBJECT_KEY_COLUMNS, type SegmentState, segments } from '@workcompanion/db/schema/segments';
import { type SQL, sql } from 'drizzle-orm';
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

export const QUEUED_COLUMNS = {
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
