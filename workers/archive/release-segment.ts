import type { ErrorCode } from '@workcompanion/core/errors';
import type { Db } from '@workcompanion/db/client';
import { segments } from '@workcompanion/db/schema/segments';
import { sql } from 'drizzle-orm';
import { isSegmentOurs, type QueuedSegment, SEGMENT_QUEUE } from './queued-segment.ts';

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
