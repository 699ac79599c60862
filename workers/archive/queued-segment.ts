import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { OBJECT_KEY_COLUMNS, type SegmentState, segments } from '@workcompanion/db/schema/segments';
import { type SQL, sql } from 'drizzle-orm';
import type { ArchiveTask } from './archive-segment.ts';

/** A segment that this process has claimed. */
export type QueuedSegment = Pick<typeof segments.$inferSelect, keyof typeof QUEUED_COLUMNS>;

/** With what was so at the moment of its claim. */
export interface Claimed {
  readonly segment: QueuedSegment;
  /** Of `performance.now()`. */
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

/** Of work claimed together: the rest goes to another process if this one can't do it in time. */
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
 * As a condition that always holds: this commit is not waited for on the disk, which would cost more
 * than sending a small segment. Whatever a crash of the database forgets so is found out again, by
 * looking at the archive; nothing is deleted for a row's word alone.
 */
export const COMMIT_LATER = sql`set_config('synchronous_commit', 'off', true) is not null`;

/** The segment is still in `state`, and nobody has claimed it after `segment` was. */
export function isStillOurs(segment: QueuedSegment, state: SegmentState): SQL {
  return sql`${segments.id} = ${segment.id} and ${segments.state} = ${state} and ${segments.lease} = ${segment.lease}
    and ${COMMIT_LATER}`;
}

/** What a claim writes. The database's clock counts: processes may run on several machines. */
export function claim(leaseMs: number) {
  return {
    lease: sql`coalesce(${segments.lease}, 0) + 1`,
    leaseUntil: sql`now() + ${leaseMs} * interval '1 millisecond'`,
    attempts: sql`least(coalesce(${segments.attempts}, 0) + 1, 1000)`,
  };
}

/** Neither backing off nor claimed by somebody who may still be at work. */
export const IS_CLAIMABLE = sql`(not_before is null or not_before <= now())
  and (lease_until is null or lease_until < now())`;
