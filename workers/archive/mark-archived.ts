import type { SegmentId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { segments } from '@workcompanion/db/schema/segments';
import { sql } from 'drizzle-orm';
import { COMMIT_LATER, type QueuedSegment } from './queued-segment.ts';

/**
 * Only after the proof. Returns those that were still ours: of the others the lease was lost, and
 * another process marks them, harmlessly.
 */
export async function markArchived(
  db: Db,
  proved: readonly QueuedSegment[],
): Promise<ReadonlySet<SegmentId>> {
  const ids = sql.param(proved.map(({ id }) => id));
  const leases = sql.param(proved.map(({ lease }) => lease));
  const marked = await db
    .update(segments)
    .set({
      state: 'archived',
      archivedAt: sql`now()`,
      attempts: null,
      notBefore: null,
      leaseUntil: null,
      lastError: null,
    })
    // An array, not a join: looked up by primary key, however many rows the planner expects.
    .where(
      sql`${segments.id} = any(${ids}::uuid[]) and ${segments.state} = 'hot'
        and ${segments.lease} = (${leases}::int[])[array_position(${ids}::uuid[], ${segments.id})]
        and ${COMMIT_LATER}`,
    )
    .returning({ id: segments.id });
  return new Set(marked.map(({ id }) => id));
}
