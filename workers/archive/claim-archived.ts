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

export interface ClaimArchivedRequest {
  readonly limit: number;
  readonly leaseMs: number;
  /** How long the proof must have been in the catalogue. */
  readonly graceMs: number;
}

/** Archived segments whose local copy may go, now ours for `leaseMs`. */
export function claimArchived(
  db: Db,
  { limit, leaseMs, graceMs }: ClaimArchivedRequest,
): Promise<QueuedSegment[]> {
  return db
    .update(segments)
    .set(claim(leaseMs))
    .where(
      sql`id = any(array(
        select id from segments
        where state = 'archived' and archived_at <= now() - ${graceMs} * interval '1 millisecond'
          and ${IS_CLAIMABLE}
        order by archived_at limit ${limit} for update skip locked)) and ${COMMIT_LATER}`,
    )
    .returning(QUEUED_COLUMNS);
}
