import type { Db } from '@workcompanion/db/client';
import { segments } from '@workcompanion/db/schema/segments';
import { sql } from 'drizzle-orm';
import { isStillOurs, type QueuedSegment } from './queued-segment.ts';

/** Only after the proof. False when the lease was lost: then another process does it, harmlessly. */
export async function markArchived(db: Db, segment: QueuedSegment): Promise<boolean> {
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
    .where(isStillOurs(segment, 'hot'));
  return marked.rowCount === 1;
}
