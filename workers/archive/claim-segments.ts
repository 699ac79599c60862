import { idLowerBound } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { segments } from '@workcompanion/db/schema/segments';
import { sql } from 'drizzle-orm';
import {
  COMMIT_LATER,
  claim,
  IS_CLAIMABLE,
  QUEUED_COLUMNS,
  type QueuedSegment,
} from './queued-segment.ts';

export interface ClaimRequest {
  readonly limit: number;
  readonly leaseMs: number;
  /** Only what began before; UTC ms. */
  readonly beforeMs: number;
}

/**
 * The oldest hot segments that nobody works on, now ours for `leaseMs`. A process that dies holds
 * them only so long; one that outlives its lease finds its number overtaken.
 */
export async function claimSegments(
  db: Db,
  { limit, leaseMs, beforeMs }: ClaimRequest,
): Promise<QueuedSegment[]> {
  const claimed = await db
    .update(segments)
    .set(claim(leaseMs))
    // An array, not a join: looked up by primary key, however many rows the planner expects.
    .where(
      sql`id = any(array(
        select id from segments
        where state = 'hot' and id < ${idLowerBound(beforeMs)}::uuid and ${IS_CLAIMABLE}
        order by id limit ${limit} for update skip locked)) and ${COMMIT_LATER}`,
    )
    .returning(QUEUED_COLUMNS);
  return claimed.sort((a, b) => (a.id < b.id ? -1 : 1));
}
